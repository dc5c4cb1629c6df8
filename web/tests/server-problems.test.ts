import { expect, test, vi } from 'vitest'

let answer: () => Response
vi.stubGlobal('location', new URL('https://gym.example/'))
vi.stubGlobal('fetch', async () => answer())

const { serverProblems } = await import('../src/data/server-problems')

test('what does not work beside requests is told in the words of the server', async () => {
  answer = () => Response.json({ ok: true, problems: { backups: 'The backup has failed since yesterday.' } })

  expect(await serverProblems()).toEqual(['The backup has failed since yesterday.'])
})

test('a server that is well, older, away or without its database has nothing to tell here', async () => {
  const unavailable = { title: 'Unavailable', status: 503, detail: 'The database cannot be reached.' }
  const answers = [
    () => Response.json({ ok: true, problems: {} }),
    () => Response.json({ ok: true }),
    () => Response.json(unavailable, { status: 503 }),
    () => {
      throw new TypeError('no network')
    },
  ]
  const shown = []

  for (answer of answers) shown.push(await serverProblems())

  expect(shown).toEqual([[], [], [], []])
})
