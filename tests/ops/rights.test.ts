import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { insertAccount } from '#db/account/queries'
import { openPostgres } from '#db/postgres/server'
import { createPasswords } from '#src/account/password-hash'
import { createTestElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { addressOf, run, runService } from '#tests/src/commands/running'
import { testToken } from '#tests/support/client'
import { DEMO_LOADS, loadDemo } from '#tests/support/demo-catalogue'
import { createServiceRole, type ServiceRole } from '#tests/support/service-role'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { postgresPrograms, startOwnPostgres } from './own-postgres'

const { TEST_DATABASE_URL: SERVER = '', TEST_ELASTICSEARCH_URL = '' } = process.env
const PSQL = Bun.which('psql')
const PROGRAMS = postgresPrograms()
const MINUTES = 120_000
const PERSON = { email: 'ada@example.org', password: 'three quiet green lamps' }

/** Warnings that do not tell of rights: of the start of a new catalogue, and of a busy machine. */
const STARTS = new Set(['address_not_encrypted', 'backup_missing', 'index_missing', 'event_loop_blocked'])

describe.skipIf(!(SERVER && TEST_ELASTICSEARCH_URL))('with the role of the service (needs both stores)', () => {
  const elasticsearch = createTestElasticsearch()
  let url: string
  let role: ServiceRole
  let environment: Record<string, string>

  beforeAll(async () => {
    url = await createBareDatabase(SERVER)
    await loadDemo(url, DEMO_LOADS.slice(1, 2))
    await using database = await openPostgres(url)
    const passwordHash = await createPasswords().hash(PERSON.password)
    if (passwordHash !== 'full') await insertAccount(database.db, { email: PERSON.email, passwordHash, role: 'editor' })
    role = await createServiceRole(SERVER, url)
    environment = {
      DATABASE_URL: role.url,
      ELASTICSEARCH_URL: TEST_ELASTICSEARCH_URL,
      ELASTICSEARCH_INDEX: elasticsearch.alias,
    }
  }, MINUTES)
  afterAll(async () => {
    await elasticsearch[Symbol.asyncDispose]()
    await dropDatabase(SERVER, url)
    await role[Symbol.asyncDispose]()
  })

  /** Waits until the index has as many games as the database. */
  async function indexed(): Promise<void> {
    const sql = postgres(url, { max: 1 })
    for (;;) {
      const [left] = await sql`select count(*)::int as games from search_outbox`
      if (left?.games === 0) break
      await Bun.sleep(50)
    }
    await sql.end()
  }

  test(
    'the relay fills an index',
    async () => {
      await using relay = run(['src/index.ts', 'relay'], environment)
      await relay.logged('relay_started')
      await indexed()
      await elasticsearch.client.indices.refresh({ index: elasticsearch.alias })
      expect((await elasticsearch.client.count({ index: elasticsearch.alias })).count).toBeGreaterThan(100)
      expect(relay.log.filter(({ level }) => level !== 'info')).toEqual([])
    },
    MINUTES,
  )

  test(
    'the service reads, signs in, makes a key, decides, undoes and indexes, and has nothing to say about rights',
    async () => {
      await using service = runService(environment)
      const origin = await addressOf(service)
      await service.logged('service_started')
      const ask = async (method: string, path: string, token: string, body?: unknown) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
        const answer = await fetch(`${origin}${path}`, {
          method,
          headers,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        expect([method, path, answer.status]).toEqual([method, path, 200])
        return (await answer.json()) as Record<string, unknown> & { items: { slug: string }[] } // safe: an answer of the service
      }
      const { accessToken } = await ask('POST', '/v1/auth/login', 'none', PERSON)
      const token = String(accessToken)
      const [one, other] = (await ask('GET', '/v1/games?limit=2', token)).items
      expect((await ask('GET', '/v1/search?q=mario', token)).engine).toBe('elasticsearch')
      await ask('GET', '/v1/stats?by=platform', token)
      await ask('POST', '/v1/me/keys', token, { name: 'script', scopes: ['read'] })
      const merged = await ask('POST', `/v1/games/${one?.slug}/merge`, token, { with: other?.slug })
      await ask('POST', `/v1/decisions/${merged.id}/undo`, token)
      await ask('PUT', `/v1/games/${one?.slug}/overrides/summary`, token, { value: 'Decided by Ada.' })
      await ask('GET', '/v1/admin/audit', await testToken('admin'))
      const exported = await fetch(`${origin}/v1/export/games`, { headers: { authorization: `Bearer ${token}` } })
      expect((await exported.text()).trimEnd().split('\n').at(-1)).toContain('"end"')
      await indexed()
      const told = service.log.filter(({ level }) => level !== 'info').map(({ code }) => code)
      expect(told.filter((code) => !STARTS.has(String(code)))).toEqual([])
    },
    MINUTES,
  )

  test(
    'migrating is refused in one sentence that says whose DATABASE_URL it needs',
    async () => {
      await using migrate = run(['src/index.ts', 'migrate'], environment)
      expect(await migrate.exited).toBe(78)
      expect(migrate.log.map(({ complaint }) => complaint)).toEqual([
        expect.stringContaining('DATABASE_URL of the owner'),
      ])
    },
    MINUTES,
  )

  test(
    'with the URL of the owner the service says once that rights are not separated, and serves',
    async () => {
      await using service = runService({ ...environment, DATABASE_URL: url })
      await service.logged('service_started')
      await service.logged('rights_not_separated')
      const said = service.log.filter(({ code }) => code === 'rights_not_separated')
      expect(said).toMatchObject([{ level: 'warn', message: expect.stringContaining('vestimlib_service') }])
    },
    MINUTES,
  )
})

describe.skipIf(!PROGRAMS)('on a server of its own (needs the programs of .ci/services)', () => {
  test(
    'an owner who may not make roles migrates, and grants the rights once an administrator has made the role',
    async () => {
      await using server = await startOwnPostgres(PROGRAMS ?? '')
      const administrator = postgres(server.url, { max: 1, onnotice: () => {} })
      const inNew = postgres(at(server.url, 'games'), { max: 1, onnotice: () => {} })
      await administrator`create role games_owner login`
      await administrator`create database games owner games_owner`
      await inNew`create extension vector`
      await inNew`create extension pg_trgm`
      const owner = Object.assign(new URL(at(server.url, 'games')), { username: 'games_owner' }).href
      const roles = () =>
        administrator`select rolcanlogin as "canLogIn" from pg_roles where rolname = 'vestimlib_service'`
      const canRead = async () =>
        (await inNew`select has_table_privilege('vestimlib_service', 'game', 'select') as allowed`)[0]
      await migrate(owner)
      expect([...(await roles())]).toEqual([])
      await administrator`create role vestimlib_service login password 'not checked: the server trusts its machine'`
      expect(await canRead()).toEqual({ allowed: false })
      await migrate(owner)
      expect(await canRead()).toEqual({ allowed: true })
      await administrator.end()
      await inNew.end()
    },
    MINUTES,
  )

  test.skipIf(!PSQL)(
    'the script of the compose file makes the role, and sets its password again',
    async () => {
      await using server = await startOwnPostgres(PROGRAMS ?? '')
      const administrator = postgres(server.url, { max: 1 })
      const passwords: unknown[] = []
      for (const password of ["it's $one", 'two\n']) {
        const file = join(tmpdir(), `vestim-password-${crypto.randomUUID()}`)
        await writeFile(file, password)
        const child = Bun.spawn(
          [PSQL ?? '', '--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=db/service-role.sql', server.url],
          {
            env: { PATH: process.env.PATH, SERVICE_PASSWORD_FILE: file },
            stdio: ['ignore', 'inherit', 'inherit'],
          },
        )
        expect(await child.exited).toBe(0)
        const [made] =
          await administrator`select rolpassword, rolcanlogin from pg_authid where rolname = 'vestimlib_service'`
        expect(made).toMatchObject({ rolcanlogin: true, rolpassword: expect.stringContaining('SCRAM-SHA-256$') })
        passwords.push(made?.rolpassword)
      }
      expect(passwords[0]).not.toBe(passwords[1])
      await administrator.end()
    },
    MINUTES,
  )
})

async function migrate(url: string): Promise<void> {
  await using database = await openPostgres(url)
  await database.migrations.migrate()
}

const at = (server: string, database: string) => Object.assign(new URL(server), { pathname: `/${database}` }).href
