import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './plugins/service-worker.ts'

// The page's own host goes along: changes are taken from the server's own pages alone.
const server = { target: process.env.API ?? 'http://127.0.0.1:3000', changeOrigin: false }

export default defineConfig({
  plugins: [svelte(), serviceWorker()],
  build: {
    outDir: process.env.WEB_OUTPUT ?? 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // What is inlined would need a Content-Security-Policy that allows it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': server, '/health': server } },
  test: { include: ['tests/**/*.test.ts'] },
})
