// `node bundle.js FOLDER` writes program.js, which is what a tab runs, and main.js, which is the machine around it.
import { join } from 'node:path'
import { build } from 'vite'

const here = import.meta.dirname
const common = {
  outDir: process.argv[2],
  emptyOutDir: false,
  copyPublicDir: false,
  minify: false,
  target: 'es2023',
}

await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ...common,
    lib: {
      entry: join(here, 'program.ts'),
      formats: ['iife'],
      name: 'program',
      fileName: () => 'program.js',
    },
  },
})
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ...common,
    ssr: join(here, 'main.ts'),
    rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
  },
})
