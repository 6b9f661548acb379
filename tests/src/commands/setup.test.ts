import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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
    expect((await stat(at('secrets'))).mode & 0o777).toBe(0o700)
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

  test('writes a missing URL with the existing password, with or without a line break', async () => {
    await setup(directory, say)
    await rm(at('secrets/database_url'))
    await writeFile(at('secrets/postgres_password'), 'kept-by-hand\n')
    const { written } = await setup(directory, say)
    expect(written).toEqual(['secrets/database_url'])
    expect(await secret('database_url')).toBe('postgres://vestim:kept-by-hand@postgres:5432/vestimlib')
  })

  test('refuses a URL without its password, before it writes anything', async () => {
    await setup(directory, say)
    await rm(at('secrets/postgres_password'))
    await expect(setup(directory, say)).rejects.toThrow('secrets/database_url exists without secrets/postgres_password')
    expect(existsSync(at('secrets/postgres_password'))).toBe(false)
  })

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
