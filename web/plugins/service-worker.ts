import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'

/** Names of files that the worker need not hold: itself, what the build says about itself, and the page about the API. */
const NOT_HELD = /^(sw\.js|theme\.js\.map|\.vite\/.*|api-docs\/.*|THIRD-PARTY\.txt)$/

/**
 * Fills in what the service worker holds: the paths of all built files, and a hash over their contents, by which a new
 * build is another worker. The same files give the same worker, byte for byte.
 */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle(error) {
      if (error) return
      const folder = resolve(config.root, config.build.outDir)
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
        .filter((name) => !NOT_HELD.test(name))
        .sort()
      const hash = createHash('sha256')
      for (const name of files) hash.update(name).update(readFileSync(join(folder, name)))
      const urls = files.map((name) => (name === 'index.html' ? '/' : `/${name}`))
      const worker = readFileSync(join(folder, 'sw.js'), 'utf8')
        .replace("'VERSION'", JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replace("['HELD']", JSON.stringify(urls))
      writeFileSync(join(folder, 'sw.js'), worker)
    },
  }
}
