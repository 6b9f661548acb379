import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockDirectory } from '#db/postgres/directory-lock'
import { sendTo, signInAs } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { run } from './running'

const SERVER = process.env.TEST_DATABASE_URL
const folder = mkdtempSync(join(tmpdir(), 'vestim-account-'))
const [good, weak] = [join(folder, 'good'), join(folder, 'weak')]
writeFileSync(good, 'six quiet green lamps\n')
writeFileSync(weak, 'passwordpassword\n')

let stores: TestStores
beforeAll(async () => {
  if (SERVER) stores = await createTestStores()
})
afterAll(async () => {
  if (SERVER) await stores[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

type Environment = Record<string, string | undefined>

/** Runs a command, and returns its exit code and its output. */
async function account(words: string, environment: Environment = { DATABASE_URL: stores.databaseUrl }) {
  await using command = run(['src/index.ts', ...words.split(' ')], { DATA_DIR: folder, ...environment })
  const exit = await command.exited
  return { exit, said: command.said, complained: JSON.stringify(command.log) }
}

describe.skipIf(!SERVER)('bun run account (needs TEST_DATABASE_URL)', () => {
  test('makes the first administrator, lists, sets a password, and keeps the last administrator', async () => {
    const made = await account(`account create --email Root@example.org --role admin --password-file ${good}`)
    expect(made).toMatchObject({ exit: 0, said: ['Made the account root@example.org with the role admin.'] })
    const app = createTestApp(stores, { registration: 'invite' })
    const root = await signInAs(app, 'root@example.org', 'six quiet green lamps')
    expect((await root.get('/v1/admin/accounts')).status).toBe(200)
    const listed = await account('account list')
    expect(listed.said).toEqual([expect.stringMatching(/^root@example\.org {2}admin {2}active {2}\d{4}-\d\d-\d\d$/)])
    const last = await account('account disable --email root@example.org')
    expect([last.exit, last.complained]).toEqual([2, expect.stringContaining('last administrator')])
    writeFileSync(good, 'seven quiet green lamps')
    const reset = await account(`account password --email root@example.org --password-file ${good}`)
    expect(reset).toMatchObject({ exit: 0, said: ['Set a new password for root@example.org; 1 sessions ended.'] })
    await signInAs(app, 'root@example.org', 'seven quiet green lamps')
  }, 60_000)

  test('invites an address, whose owner can register', async () => {
    const { said } = await account('account invite --email grace@example.org --role editor')
    const body = { email: 'grace@example.org', password: 'eight quiet green lamps', invitation: said[0] }
    const app = createTestApp(stores, { registration: 'invite' })
    expect((await sendTo(app, 'POST', '/v1/auth/register', { body })).status).toBe(200)
    expect((await account('account disable --email grace@example.org')).exit).toBe(0)
    expect(signInAs(app, 'grace@example.org', 'eight quiet green lamps')).rejects.toThrow('wrong_credentials')
    expect((await account('account disable --email grace@example.org --enable')).exit).toBe(0)
    await signInAs(app, 'grace@example.org', 'eight quiet green lamps')
  }, 60_000)

  test.each([
    ['account create --email new@example.org --role admin', '--password-file'],
    [`account create --email nobody --role admin --password-file ${good}`, '--email takes'],
    [`account create --email new@example.org --role root --password-file ${good}`, '--role takes'],
    [`account create --email new@example.org --role admin --password-file ${weak}`, 'This password cannot be used'],
    [`account create --email new@example.org --role admin --password-file ${folder}/none`, 'cannot be read'],
    [`account password --email new@example.org --password-file ${good}`, 'No account has this address'],
    ['account create --email new@example.org --role admin --password x', 'unknown option'],
  ])('%s is wrong usage', async (words, complaint) => {
    const { exit, complained } = await account(words)
    expect([exit, complained]).toEqual([2, expect.stringContaining(complaint)])
  })
})

describe('bun run account on the embedded store', () => {
  const embedded: Environment = { DATABASE_URL: '' }

  test('works while nothing has it open, and ends with 4 while something has', async () => {
    const command = `account create --email ada@example.org --role admin --password-file ${good}`
    const unlock = lockDirectory(join(folder, 'embedded'))
    const held = await account(command, { ...embedded, DATA_DIR: join(folder, 'embedded') })
    expect([held.exit, held.complained]).toEqual([4, expect.stringContaining('stop the service')])
    unlock()
    const made = await account(command, { ...embedded, DATA_DIR: join(folder, 'embedded') })
    expect([made.exit, made.complained]).toEqual([0, '[]'])
  }, 120_000)
})

describe('a password at a terminal', () => {
  test.skipIf(!Bun.which('script') || !SERVER)(
    'is asked for twice and not shown (needs script and TEST_DATABASE_URL)',
    async () => {
      const typed = 'nine quiet green lamps'
      const command = `${process.execPath} src/index.ts account create --email typed@example.org --role reader`
      const child = Bun.spawn(['script', '-qec', command, '/dev/null'], {
        cwd: join(import.meta.dir, '..', '..', '..'),
        env: { PATH: process.env.PATH, DATABASE_URL: stores.databaseUrl, JWT_SECRET: 'x'.repeat(40), DATA_DIR: folder },
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      let shown = ''
      const type = () => {
        child.stdin.write(`${typed}!\u007f\r`)
        child.stdin.flush()
      }
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        shown += text
        if (/(Password|again): $/.test(shown)) type()
      }
      expect(shown).toContain('Made the account typed@example.org')
      expect(shown).not.toContain('quiet')
      await signInAs(createTestApp(stores), 'typed@example.org', typed)
    },
    60_000,
  )
})

describe('bun run token --link', () => {
  test('prints a link with a code in its fragment', async () => {
    const { exit, said } = await account('token --link --scope curate', {
      DATABASE_URL: '',
      PUBLIC_URL: 'https://g.example/',
    })
    expect([exit, said]).toEqual([0, [expect.stringMatching(/^https:\/\/g\.example\/explorer#code=[\w.-]+$/)]])
  })
})
