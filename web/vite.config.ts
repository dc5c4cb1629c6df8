import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { apiDocs } from './plugins/api-docs.ts'
import { loggingChunk } from './plugins/logging-chunk.ts'
import { serviceWorker } from './plugins/service-worker.ts'
import { thirdParty } from './plugins/third-party.ts'

// The page's own host goes along: changes are taken from the server's own pages alone.
const server = { target: process.env.API ?? 'http://127.0.0.1:3000', changeOrigin: false }

export default defineConfig({
  plugins: [svelte(), loggingChunk(), apiDocs(), thirdParty(), serviceWorker()],
  build: {
    outDir: process.env.WEB_OUTPUT ?? 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // What is inlined would need a Content-Security-Policy that allows it.
    assetsInlineLimit: 0,
    // The service worker holds all of it: one sheet of styles and no lists of what to fetch beforehand.
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': server, '/health': server } },
  // what hangs is ended; nothing is measured, and another process may be busy
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000 },
})
