// Writes .br and .gz beside each text file of a built client, where that makes it smaller: node compress.js FOLDER
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TEXT = /\.(html|js|css|svg|json|webmanifest|txt)$/

const folder = process.argv[2]
for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!file.isFile() || !TEXT.test(file.name)) continue
  const path = join(file.parentPath, file.name)
  const content = readFileSync(path)
  const forms = {
    br: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    gz: gzipSync(content, { level: 9 }),
  }
  for (const [suffix, form] of Object.entries(forms)) {
    if (form.length < content.length) writeFileSync(`${path}.${suffix}`, form)
  }
}
