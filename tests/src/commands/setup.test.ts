import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '#lib/config'
import { composeEnvironment, containerUser, SECRETS, setup } from '#src/commands/setup'

let directory: string
let said: string[]
const say = (line: string) => said.push(line)
const at = (path: string) => join(directory, path)
const secret = (name: string) => readFile(at(`secrets/${name}`), 'utf8')

beforeEach(async () => {
  said = []
  directory = await mkdtemp(join(tmpdir(), 'vestim-setup-'))
})
afterEach(() => rm(directory, { recursive: true }))

describe('setup', () => {
  test('writes .env and every secret, readable by their owner only', async () => {
    const { written, kept } = await setup(directory, say)
    expect(kept).toEqual([])
    expect(written).toEqual([...Object.keys(SECRETS).map((name) => `secrets/${name}`), '.env'])
    for (const path of written) expect((await stat(at(path))).mode & 0o777).toBe(0o600)
    for (const folder of ['secrets', 'backups', 'data']) expect((await stat(at(folder))).mode & 0o777).toBe(0o700)
    expect(said.at(-1)).toBe('Next: docker compose up -d')
  })

  test('writes a .env that names no more processors than this machine has', async () => {
    await setup(directory, say)
    const processors = Number(/^VESTIM_CPUS=(\d+)$/m.exec(await readFile(at('.env'), 'utf8'))?.[1])
    expect(processors).toBeWithin(1, Math.min(2, availableParallelism()) + 1)
  })

  test('leaves the keys of sources empty, which counts as not set', async () => {
    await setup(directory, say)
    const config = parseConfig({
      RAWG_API_KEY: await secret('rawg_api_key'),
      STEAM_API_KEY: await secret('steam_api_key'),
    })
    expect([config.rawgApiKey, config.steamApiKey, await secret('jwt_secret_previous')]).toEqual([
      undefined,
      undefined,
      '',
    ])
  })

  test('makes new secrets each time, and a configuration that the service accepts', async () => {
    await setup(directory, say)
    const first = await secret('jwt_secret')
    const config = parseConfig({
      DATABASE_URL: await secret('database_url'),
      ELASTICSEARCH_URL: await secret('elasticsearch_url'),
      JWT_SECRET: first,
    })
    expect(new URL(config.databaseUrl ?? '').password).toBe(await secret('postgres_password'))
    const service = new URL(await secret('service_database_url'))
    expect([service.username, service.password]).toEqual(['vestimlib_service', await secret('service_password')])
    expect(service.password).not.toBe(await secret('postgres_password'))
    expect(new URL(config.elasticsearchUrl ?? '').password).toBe(await secret('elasticsearch_password'))
    await rm(at('secrets'), { recursive: true })
    await setup(directory, say)
    expect(await secret('jwt_secret')).not.toBe(first)
  })

  test('changes nothing on a second run and says what it kept', async () => {
    const first = await setup(directory, say)
    const before = await contents()
    const second = await setup(directory, say)
    expect(second).toEqual({ written: [], kept: first.written })
    expect(await contents()).toEqual(before)
    expect(said.join('\n')).toContain('nothing was written')
  })

  test('says on a second run what it kept, without first steps', async () => {
    await setup(directory, say)
    said = []
    await setup(directory, say)
    expect(said).toEqual([
      'Every file already exists; nothing was written.',
      `Kept ${Object.keys(SECRETS)
        .map((name) => `secrets/${name}`)
        .join(', ')}, .env unchanged.`,
    ])
  })

  test('says that a .env of its own lacks the owner of the secrets', async () => {
    await writeFile(at('.env'), 'PORT=8080\n# VESTIM_UID=1000\n')
    await setup(directory, say)
    expect(said.at(-1)).toBe(
      'For docker compose, your .env must set VESTIM_UID and VESTIM_GID to the owner of secrets/.',
    )
    expect(await readFile(at('.env'), 'utf8')).toBe('PORT=8080\n# VESTIM_UID=1000\n')
  })

  test('writes a missing URL with the existing password, with or without a line break', async () => {
    await setup(directory, say)
    await rm(at('secrets/database_url'))
    await writeFile(at('secrets/postgres_password'), 'kept-by-hand\n')
    const { written } = await setup(directory, say)
    expect(written).toEqual(['secrets/database_url'])
    expect(await secret('database_url')).toBe('postgres://vestim:kept-by-hand@postgres:5432/vestimlib')
  })

  describe('where .env names a database', () => {
    const DATABASE = 'DATABASE_URL=postgres://u:p@db/x'

    test.each([
      ['', DATABASE],
      ['an export', `export DATABASE_URL = "postgres://u:p@db/x"\nPORT=1`],
      ['the file of its URL', 'DATABASE_URL_FILE=/run/url'],
      ['an empty secret', `JWT_SECRET=\n${DATABASE}\n# JWT_SECRET=commented\n`],
      ['an empty secret before a comment', `${DATABASE}\nJWT_SECRET="" # later\nJWT_SECRET='' # or now`],
      ['a colon', DATABASE.replace('=', ': ')],
      ['line breaks of Windows', `${DATABASE}\r\nJWT_SECRET=""\r\n`],
    ])('adds only a missing JWT_SECRET: %s', async (_, text) => {
      await writeFile(at('.env'), text, { mode: 0o600 })
      await setup(directory, say)
      const added = await readFile(at('.env'), 'utf8')
      expect(added).toStartWith(text)
      expect(added.slice(text.length)).toMatch(/^\n?JWT_SECRET=[\w-]{64}\n$/)
      expect(added).not.toMatch(/[^\n]JWT_SECRET=[\w-]{64}/)
      expect(said).toEqual(['Added JWT_SECRET to .env, which names a database, and changed nothing else.'])
      expect(await readdir(directory)).toEqual(['.env'])
    })

    test('keeps it on the next run, and says so without first steps', async () => {
      await writeFile(at('.env'), DATABASE, { mode: 0o600 })
      await setup(directory, say)
      const before = await contents()
      said = []
      await setup(directory, say)
      expect(said).toEqual(['Kept .env unchanged: it names a database and a signing secret.'])
      expect(await contents()).toEqual(before)
    })

    test('keeps a signing secret in a file, and says that others may read .env', async () => {
      await writeFile(at('.env'), `${DATABASE}\nJWT_SECRET_FILE=/run/jwt\n`)
      await chmod(at('.env'), 0o644)
      await setup(directory, say)
      expect(said).toEqual([
        'Kept .env unchanged: it names a database and a signing secret.',
        'Other users may read .env, which holds secrets: chmod 600 .env',
      ])
    })

    test.each([
      'DATABASE_URL=',
      'DATABASE_URL=""',
      "DATABASE_URL=''",
      'DATABASE_URL="" # none',
      'DATABASE_URL=``',
      `# ${DATABASE}`,
      `${DATABASE}\nDATABASE_URL=`,
      `MY_${DATABASE}`,
    ])('is not so with %j', async (text) => {
      await writeFile(at('.env'), text)
      await setup(directory, say)
      expect(await readFile(at('.env'), 'utf8')).toBe(text)
      expect(existsSync(at('secrets/jwt_secret'))).toBe(true)
    })
  })

  test('refuses a URL without its password, before it writes anything', async () => {
    await setup(directory, say)
    await rm(at('secrets/postgres_password'))
    await expect(setup(directory, say)).rejects.toThrow('secrets/database_url exists without secrets/postgres_password')
    expect(existsSync(at('secrets/postgres_password'))).toBe(false)
  })

  test('writes a URL with a password that would end it, so that a client reads it back', async () => {
    const password = 'p@ss/w#d?%: é'
    await mkdir(at('secrets'))
    for (const name of ['postgres', 'service', 'elasticsearch'])
      await writeFile(at(`secrets/${name}_password`), `${password}\n`)
    await setup(directory, say)
    for (const name of ['database_url', 'service_database_url', 'elasticsearch_url'])
      expect(decodeURIComponent(new URL(await secret(name)).password)).toBe(password)
  })

  test.each(['postgres', 'service', 'elasticsearch'])(
    'refuses an empty password of %s, as a killed run may leave it, before it writes anything',
    async (store) => {
      await mkdir(at('secrets'))
      await writeFile(at(`secrets/${store}_password`), '')
      await expect(setup(directory, say)).rejects.toThrow(`secrets/${store}_password is empty`)
      expect(Object.keys(await contents())).toEqual([at(`secrets/${store}_password`)])
    },
  )

  test('says in one sentence that it cannot write', async () => {
    await writeFile(at('secrets'), 'a file where the directory belongs')
    await expect(setup(directory, say)).rejects.toThrow('Setup could not write .env and secrets/ here')
  })

  test('never lets a container run as root', () => {
    expect(containerUser(0, 0)).toEqual({ uid: 1000, gid: 1000 })
    expect(composeEnvironment(containerUser(1001, 100))).toContain('VESTIM_UID=1001\nVESTIM_GID=100\n')
  })
})

/** Returns the content of every file by its path, because the order of a directory listing is not defined. */
async function contents(): Promise<Record<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)))
}
