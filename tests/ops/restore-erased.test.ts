import { afterAll, expect, test } from 'bun:test'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ledgerPath } from '#db/privacy/ledger-file'
import { run } from '#tests/src/commands/running'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL ?? ''
const MINUTES = 4 * 60_000
const folder = await mkdtemp(join(tmpdir(), 'vestim-restore-erased-'))
afterAll(() => rm(folder, { recursive: true }))

type Environment = Record<string, string>

async function command(environment: Environment, ...words: string[]) {
  await using child = run(['src/index.ts', ...words], environment)
  const exit = await child.exited
  return { exit, said: child.said.join('\n'), complaint: child.log.map(({ complaint }) => complaint).join('\n') }
}

const bare = (mode: string): Promise<string> => (mode === 'server' ? createBareDatabase(SERVER) : Promise.resolve(''))
const drop = (url: string) => (url === '' ? undefined : dropDatabase(SERVER, url))

test.each([
  ['embedded', true],
  ['server', SERVER !== ''],
])(
  'a backup older than an erasure, by the commands alone: %s',
  async (mode, isThere) => {
    if (!isThere) return
    const at = (name: string) => join(folder, `${mode}-${name}`)
    const [url, newUrl] = [await bare(mode), await bare(mode)]
    const [former, next] = [
      { DATA_DIR: at('old'), DATABASE_URL: url },
      { DATA_DIR: at('new'), DATABASE_URL: newUrl },
    ]
    await writeFile(at('password'), 'three quiet green lamps')
    try {
      if (mode === 'server') expect(await command(former, 'migrate')).toMatchObject({ exit: 0 })
      for (const name of ['gone', 'stays']) {
        const made = ['create', '--email', `${name}@example.org`, '--role', 'reader', '--password-file', at('password')]
        expect(await command(former, 'account', ...made)).toMatchObject({ exit: 0 })
      }
      expect(await command(former, 'account', 'erase', '--email', 'gone@example.org')).toMatchObject({ exit: 2 })
      expect(await command(former, 'backup', at('backup'))).toMatchObject({ exit: 0 })
      const erased = await command(former, 'account', 'erase', '--email', 'gone@example.org', '--yes')
      expect(erased).toMatchObject({ exit: 0 })
      await mkdir(next.DATA_DIR, { mode: 0o700 })
      const refused = await command(next, 'restore', at('backup'))
      expect(refused).toMatchObject({ exit: 2, complaint: expect.stringContaining('Nobody can tell') })
      const ledger = await readFile(ledgerPath(former.DATA_DIR), 'utf8')
      await writeFile(ledgerPath(next.DATA_DIR), `damage\n${ledger}`)
      const damaged = await command(next, 'restore', at('backup'))
      expect(damaged).toMatchObject({ exit: 2, complaint: expect.stringContaining('1 line cannot be read: 1') })
      await copyFile(ledgerPath(former.DATA_DIR), ledgerPath(next.DATA_DIR))
      const restored = await command(next, 'restore', at('backup'))
      expect(restored).toMatchObject({ exit: 0, said: expect.stringContaining('erased again: 1 accounts') })
      const { said } = await command(next, 'account', 'list')
      expect([said.includes('stays@example.org'), said.includes('gone@example.org')]).toEqual([true, false])
      expect(await readFile(ledgerPath(next.DATA_DIR), 'utf8')).toBe(ledger)
    } finally {
      await drop(url)
      await drop(newUrl)
    }
  },
  MINUTES,
)
