import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './plugins/service-worker.ts'

const server = process.env.API ?? 'http://127.0.0.1:3000'

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
