import { readFileSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Plugin } from 'vite'

const FILE = 'THIRD-PARTY.txt'
const RULE = '-'.repeat(72)

/** Packages whose files are put beside the client as they are. */
const AS_THEY_ARE = [join('node_modules', 'swagger-ui-dist')]

/** Writes down the licence of each package of which something is in what browsers load: what is not in it is not named. */
export function thirdParty(): Plugin {
  return {
    name: 'third-party',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = new Set(AS_THEY_ARE)
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue
        for (const id of part.moduleIds) {
          const folder = packageFolder(id)
          if (folder) folders.add(folder)
        }
      }
      const parts = [...folders].map(licence).sort()
      const head = 'MyGymTracker uses the work of others, with thanks. Their licences:'
      this.emitFile({
        type: 'asset',
        fileName: FILE,
        source: [head, ...parts].join(`\n\n${RULE}\n\n`) + '\n',
      })
    },
  }
}

/** Of a module in node_modules the folder of its package; undefined of our own. */
function packageFolder(id: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll(sep, '/'))?.[0]
}

function licence(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name))
  if (!file && !about.license) throw new Error(`${about.name} is in the client and does not say its licence`)
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
  return [`${about.name} ${about.version} (${about.license ?? 'see below'})`, text]
    .filter(Boolean)
    .join('\n\n')
}
