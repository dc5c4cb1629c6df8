import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** As `public/api-docs/start.js` and the server's page name them. */
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js']

/** Puts Swagger UI beside the client, as it is: the page about the API loads it, and nothing of the client does. */
export function apiDocs(): Plugin {
  return {
    name: 'api-docs',
    apply: 'build',
    generateBundle() {
      for (const name of FILES) {
        const source = readFileSync(join('node_modules', 'swagger-ui-dist', name))
        this.emitFile({ type: 'asset', fileName: `api-docs/${name}`, source })
      }
    },
  }
}
