import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#tests/ops/server-user'
import { noApi } from '#tests/support/api-access'
import { createVirtualClock } from '../api/virtual-clock'
import { databaseSource, failureOf, pagesOf, textsOf, uncheckedSource } from './read'
import { DIALECTS, SUITES, type TestDatabase } from './servers'

const SECRET = 'S3cret-of-the-test'

describe.each(SUITES)('%s reports in one sentence', (_, dialect) => {
  const it = test.skipIf(dialect.skipped !== undefined)
  const { format } = dialect
  const isServer = format !== 'sqlite'
  const onServer = (name: string, work: () => Promise<void>) => isServer && it(name, work)
  let database: TestDatabase
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vestim-secrets-'))
    if (dialect.skipped !== undefined) return
    database = await dialect.create()
    await database.run(
      'create table game (id int primary key, title varchar(20))',
      "insert into game values (1, 'Elite')",
    )
  }, 60_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await database?.[Symbol.asyncDispose]()
  }, 60_000)

  const source = (members: Record<string, unknown>) =>
    databaseSource({ format, from: database.from, query: 'select * from game', ...members }, folder)
  const changed = (change: (url: URL) => void) => {
    const url = new URL(database.from)
    change(url)
    return url.href
  }

  it.each([
    ['a missing table', 'select * from nothing', /refused the query: .*nothing.*Correct "query" or "key"\.$/],
    ['a query that is not SQL', 'selec * from game', /refused the query: .*syntax.*Correct "query" or "key"\.$/],
    ['a missing column of the map', 'select id, title as name from game', /^The query of games has no column "title"/],
    [
      'a misspelt column of the key',
      'select id as idd, title from game',
      /^The query of games has no column "id": did you mean "idd"\?$/,
    ],
  ])('%s', async (_name, query, message) => {
    expect(await failureOf(source({ query }))).toEqual({
      code: 'configuration',
      message: expect.stringMatching(message),
    })
  })

  it('a query that would change data, and changes nothing', async () => {
    const query =
      format === 'postgres'
        ? 'with gone as (delete from game returning *) select * from gone'
        : 'delete from game returning *'
    expect(await failureOf(source({ query }))).toMatchObject({ code: 'configuration' })
    expect(textsOf(await pagesOf(source({})))).toHaveLength(1)
  })

  it('a second statement that the check of the configuration misses, and does not run it', async () => {
    const query = 'select * from game) q limit 1; delete from game; select * from (select * from game'
    const unchecked = uncheckedSource({ format, from: database.from }, query, folder)
    expect(await failureOf(unchecked)).toMatchObject({ code: 'configuration' })
    expect(textsOf(await pagesOf(source({})))).toHaveLength(1)
  })

  onServer('that a password is wrong, and never which', async () => {
    writeFileSync(join(folder, 'password'), `${SECRET}\n`)
    const from = changed((url) => {
      url.username = 'nobody'
    })
    for (const members of [{ from, passwordFile: 'password' }, { from: from.replace('nobody', `nobody:${SECRET}`) }]) {
      const failure = await failureOf(source(members))
      expect(failure).toEqual({
        code: 'configuration',
        message: expect.stringContaining('refused the user or the password'),
      })
      expect(failure.message).not.toMatch(new RegExp(`${SECRET}|nobody`))
    }
  })

  onServer('that the file with the password is not there', async () => {
    expect(await failureOf(source({ passwordFile: 'nowhere' }))).toEqual({
      code: 'configuration',
      message: expect.stringContaining('The file with the secret of games cannot be read'),
    })
  })

  it('a database that does not exist', async () => {
    const from = isServer
      ? changed((url) => {
          url.pathname = '/nothing'
        })
      : 'nothing.db'
    const failure = await failureOf(source({ from }))
    expect(failure).toEqual({
      code: 'configuration',
      message: expect.stringMatching(isServer ? /has no such database/ : /readable SQLite database/),
    })
  })

  onServer('that nobody answers, at once', async () => {
    const port = await freePort()
    const clock = createVirtualClock()
    const from = changed((url) => {
      url.port = String(port)
    })
    await expect(pagesOf(source({ from }), undefined, clock)).rejects.toMatchObject({ code: 'source_unavailable' })
    expect(clock.pauses).toEqual([])
  })

  it('a file argument for a database', async () => {
    await expect(source({}).open({ from: 'games.csv', clock: createVirtualClock(), api: noApi })).rejects.toMatchObject(
      {
        code: 'usage',
      },
    )
  })

  it('no user or password: the fingerprint covers the entry and the address only', async () => {
    const fingerprint = async (members: Record<string, unknown>) =>
      (await source(members).open({ from: undefined, clock: createVirtualClock(), api: noApi })).fingerprint
    expect(await fingerprint({})).toBe(await fingerprint({}))
    expect(await fingerprint({})).not.toBe(await fingerprint({ query: 'select id, title from game' }))
  })
})

const mysql = DIALECTS[1]

test.skipIf(mysql?.skipped !== undefined)(
  'MySQL refuses a key that it does not compare as it sorts (needs mariadbd)',
  async () => {
    if (!mysql) throw new Error('there is no such dialect')
    await using database = await mysql.create()
    await database.run(`create table odd (e enum('b', 'a'), f double, title int)`)
    for (const key of ['e', 'f'])
      expect(
        await failureOf(databaseSource({ format: 'mysql', from: database.from, query: 'select * from odd', key })),
      ).toMatchObject({
        code: 'configuration',
        message: expect.stringContaining(`"${key}" cannot be a key`),
      })
  },
  60_000,
)
