import { afterAll, describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..', '..', '..')
const MINUTES = 180_000

const dataDir = await mkdtemp(join(tmpdir(), 'vestim-demo-'))
afterAll(() => rm(dataDir, { recursive: true, force: true }))

/** Starts the demo on a free port and waits until it has printed its last line, or has ended. */
async function startDemo(...options: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', ELASTICSEARCH_URL: '' }
  const child = Bun.spawn([process.execPath, 'src/index.ts', 'demo', ...options], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader()
  let said = ''
  while (!said.includes('include=provenance')) {
    const { value, done } = await reader.read()
    if (done) break
    said += value
  }
  return { child, said }
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await Bun.sleep(50)
}

const isLocked = () => existsSync(join(dataDir, 'lock'))

describe('the demo', () => {
  test(
    'loads the sample, shows that merging works, and answers the three requests it prints',
    async () => {
      const { child, said } = await startDemo()
      expect(said).toMatch(/metacritic, steamspy, vgsales agree on .+ \(\d{4}\)\./)
      expect(said).toMatch(/: (\w+) says it came out [\d-]+, \w+ says [\d-]+; \1 is kept by \w+\./)
      const token = /TOKEN=(\S+)/.exec(said)?.[1] ?? ''
      const requests = [...said.matchAll(/curl .* '(.+)'/g)].map(([, url = '']) => url)
      expect(requests).toHaveLength(3)
      for (const url of requests) {
        const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
        expect([url, answer.status]).toEqual([url, 200])
      }
      child.kill('SIGKILL')
      await child.exited
    },
    MINUTES,
  )

  test(
    'leaves nothing locked after SIGKILL',
    async () => {
      await until(() => !isLocked())
    },
    MINUTES,
  )

  test(
    'loads nothing on a second start, refuses --fresh while the store is open, and on SIGTERM exits with 0 and unlocks the store',
    async () => {
      const { child, said } = await startDemo()
      expect(said).toStartWith('The sample is already loaded.\n')
      const { child: fresh } = await startDemo('--fresh')
      expect(await fresh.exited).toBe(1)
      child.kill('SIGTERM')
      expect([await child.exited, isLocked()]).toEqual([0, false])
    },
    MINUTES,
  )
})
