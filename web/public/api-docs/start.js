// The page about the API, as the server serves it at /api/docs. validatorUrl: nobody else is asked about the document.
SwaggerUIBundle({
  url: '/api/openapi/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
})
