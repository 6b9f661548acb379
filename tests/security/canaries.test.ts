import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { classesOf, REGISTER } from '#catalogue/privacy/register'
import { purgeExpired } from '#db/privacy/purge'
import { rebuildIndex } from '#db/search/rebuild'
import { rowsOf } from '#db/stores'
import { declaredSources } from '#seed/declared/source'
import { findSource } from '#seed/sources/index'
import { listen } from '#src/http/listen'
import { createTestElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { createVirtualClock } from '#tests/seed/api/virtual-clock'
import { createPerson, sendTo, TEST_PASSWORD } from '#tests/support/accounts'
import { servedAt } from '#tests/support/api-access'
import { createTestApp, testConfig } from '#tests/support/client'
import { newDataDir } from '#tests/support/erasures'
import { startFakeSteamspy } from '#tests/support/fake-steamspy'
import { createMemoryLog } from '#tests/support/memory-log'
import { load } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

/** Traces of people in sources. Nothing of them may be kept but the name in a row that could not be parsed, for 30 days. */
const REVIEWER = {
  name: 'Canarina Quillfeather',
  email: 'canarina@mail-canary.example',
  ip: '203.0.113.77',
  street: '7 Canary Wharfinger Lane',
  steamId: '76561198012345678',
  profile: 'canary-vanity-profile',
}
/** Traces of a person with an account, each with the columns that the register lets it be in. */
const PERSON = {
  email: 'canary.person@mail-canary.example',
  agent: 'CanaryBrowser/77',
  key: 'canary key name',
  notes: 'canary notes of an item',
  reason: 'canary reason of a decision',
  address: '198.51.100.23',
  steamId: '76561198087654321',
}

const METRICS_TOKEN = 'metrics-token-of-the-tests-longer-than-32'
const stores = await createTestStores()
const { db } = stores
const dataDir = newDataDir()
const { log, lines } = createMemoryLog('debug')
const app = createTestApp(stores, { dataDir, trustedProxies: ['127.0.0.1'], metricsToken: METRICS_TOKEN }, log)
afterAll(() => stores[Symbol.asyncDispose]())

/** Returns the columns of all tables that hold a text, as `table.column`. Archived responses are unpacked. */
async function columnsWith(text: string): Promise<string[]> {
  const columns = await rowsOf<{ table: string; column: string; type: string }>(
    db,
    sql`select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  )
  const found = await Promise.all(
    columns.map(async ({ table, column, type }) =>
      (await holds(table, column, type, text)) ? [`${table}.${column}`] : [],
    ),
  )
  return found.flat().sort()
}

async function holds(table: string, column: string, type: string, text: string): Promise<boolean> {
  const name = sql.identifier(column)
  if (type !== 'bytea') {
    const rows = await rowsOf(
      db,
      sql`select 1 from ${sql.identifier(table)} where position(${text} in ${name}::text) > 0 limit 1`,
    )
    return rows.length > 0
  }
  const packed = await rowsOf<{ body: string }>(
    db,
    sql`select encode(${name}, 'base64') as body from ${sql.identifier(table)}`,
  )
  return packed.some(({ body }) => Bun.zstdDecompressSync(Buffer.from(body, 'base64')).toString().includes(text))
}

/** Returns the files below some folders that hold a text. */
const filesWith = (text: string, ...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
      .map(({ name }) => name),
  )

const logHas = (text: string): boolean => lines.some((line) => JSON.stringify(line).includes(text))
const everyTrace = { ...REVIEWER, ...PERSON }

/** Loads lists and API responses in which people are named. Returns the folder of the lists. */
async function plant(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vestim-canary-'))
  const { name, email, ip, street, steamId, profile } = REVIEWER
  const url = `https://steamcommunity.com/id/${profile}`
  const by = { author: { name, steamid: steamId, url }, email, ip, 'Postal Address': street, contact_name: name }
  const rows = [
    'id;title;Reviewer name;E-Mail;ip_address;address;Profile URL;notes',
    `1;Elite;${name};${email};${ip};${street};${url};"mail ${email}, id ${steamId}, ${url}"`,
    `2;;${name};${email};${ip};${street};${url};refused, ${email}`,
    `3;Tetris;${name};one cell too few, ${email}, ${steamId}`,
  ]
  await Bun.write(join(folder, 'list.csv'), `${rows.join('\n')}\n`)
  await Bun.write(
    join(folder, 'list.json'),
    JSON.stringify([
      { id: 1, title: 'Elite', review: by },
      { id: 2, title: '', ...by },
    ]),
  )
  const declared = { key: 'id', map: { title: 'title' } }
  const config = join(folder, 'sources.json')
  const sources = [
    { name: 'canary-csv', format: 'csv', from: 'list.csv', ...declared },
    { name: 'canary-json', format: 'json', from: 'list.json', ...declared },
  ]
  await Bun.write(config, JSON.stringify({ sources }))
  for (const source of await declaredSources(config, [])) await load(stores, source)
  const page = { '620': { appid: 620, name: 'Portal 2', positive: 1, negative: 0, ...by } }
  const clock = createVirtualClock()
  await using server = startFakeSteamspy({ pages: [page], clock })
  await load(stores, servedAt(findSource('steamspy'), server.url), { clock })
  return folder
}

describe('traces of people in sources', () => {
  test('are nowhere after a load: not in records, archive, quarantine, index, logs or files', async () => {
    const folder = await plant()
    const kept = await rowsOf<{ count: number }>(
      db,
      sql`select count(*)::int as count from quarantine where raw is not null`,
    )
    expect(kept).toEqual([{ count: 3 }])
    for (const [what, trace] of Object.entries(REVIEWER)) {
      // What could not be parsed is kept for 30 days, without addresses and ids: nobody can tell a name in it.
      const expected = what === 'name' ? ['quarantine.raw'] : []
      expect([what, await columnsWith(trace)]).toEqual([what, expected])
      expect([what, filesWith(trace, dataDir), logHas(trace)]).toEqual([what, [], false])
      expect(filesWith(trace, folder)).toContain('list.csv')
    }
    await purgeExpired(stores, {
      now: new Date(Date.now() + 31 * 86_400_000),
      dataDir,
      signal: new AbortController().signal,
    })
    expect(await columnsWith(REVIEWER.name)).toEqual([])
  }, 60_000)
})

/** Sends requests that name a person in every place that a request has, and returns the person. */
async function act() {
  const person = await createPerson(app, db, PERSON.email, 'editor')
  const headers = {
    authorization: `Bearer ${person.tokens.accessToken}`,
    'user-agent': PERSON.agent,
    'x-forwarded-for': PERSON.address,
    'x-request-id': PERSON.email,
    referer: `https://mail-canary.example/${PERSON.email}`,
    cookie: `name=${PERSON.email}`,
  }
  const send = (method: string, path: string, body?: unknown) => sendTo(app, method, path, { headers, body })
  await sendTo(app, 'POST', '/v1/auth/login', {
    headers: { 'user-agent': PERSON.agent },
    body: { email: PERSON.email, password: TEST_PASSWORD },
  })
  const service = listen(app, { host: '127.0.0.1', port: 0 })
  await fetch(`${service.url}/v1/games`, { headers })
  await fetch(`${service.url}/v1/auth/login`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ email: PERSON.email, password: TEST_PASSWORD }),
  })
  await service.stop()
  expect(logHas('198.51.100.0/24')).toBe(true)
  await send('POST', '/v1/auth/login', { email: PERSON.email, password: 'a wrong password of a person' })
  for (const path of [
    '/v1/search?q=',
    '/v1/suggest?q=',
    '/v1/games/',
    '/nowhere/',
    '/v1/games?genre=',
    '/v1/export/games?cursor=',
  ])
    await send('GET', `${path}${encodeURIComponent(PERSON.email)}`)
  await send('POST', '/v1/match', { items: [{ title: PERSON.email }] })
  await send('POST', '/v1/me/collections/owned/import/steam', { steamId: PERSON.steamId })
  await send('POST', '/v1/me/keys', { name: PERSON.key, scopes: ['read'] })
  const imported = await send('POST', '/v1/me/collections/owned/import?dryRun=false', [
    { title: 'Elite', notes: PERSON.notes },
  ])
  expect(imported.status).toBe(200)
  const decided = await send('PUT', '/v1/games/elite/overrides/summary', {
    value: 'Trade and fight.',
    reason: PERSON.reason,
  })
  expect(decided.status).toBe(200)
  return { ...person, send }
}

/** Columns in which the register lets traces of a person be, before and after the erasure. */
const PLACES: Readonly<Record<keyof typeof PERSON, readonly [before: string[], after: string[]]>> = {
  email: [['account.email'], []],
  agent: [['session.agent'], []],
  key: [['api_key.name'], []],
  notes: [['collection_item.notes'], []],
  // What a person writes about a game is part of the decision, which stays.
  reason: [
    ['decision.reason', 'game.provenance'],
    ['decision.reason', 'game.provenance'],
  ],
  address: [[], []],
  // It is asked for each time.
  steamId: [[], []],
}

describe('traces of a person with an account', () => {
  test('are where the register says, and after the erasure only what the person wrote about games', async () => {
    const person = await act()
    const exported = await person.send('GET', '/v1/me/export')
    expect(exported.status).toBe(200)
    const text = JSON.stringify(exported.body)
    for (const [what, trace] of Object.entries(PERSON)) {
      const [before] = PLACES[what as keyof typeof PERSON] // safe: the same members
      expect([what, await columnsWith(trace)]).toEqual([what, before])
      for (const place of before) expect([place, purposeOf(place)]).toEqual([place, expect.any(String)])
      expect([what, logHas(trace), filesWith(trace, dataDir)]).toEqual([what, false, []])
      expect([what, text.includes(trace)]).toEqual([what, before.length > 0])
    }
    expect(await person.send('DELETE', '/v1/me', { password: TEST_PASSWORD })).toMatchObject({ status: 200 })
    for (const [what, trace] of Object.entries(PERSON))
      expect([what, await columnsWith(trace)]).toEqual([what, PLACES[what as keyof typeof PERSON][1]]) // safe: as above
    expect(await columnsWith(person.id)).toEqual(['audit_log.account_id', 'audit_log.actor'])
    expect(filesWith(person.id, dataDir)).toEqual([])
  }, 60_000)

  test.skipIf(!process.env.TEST_ELASTICSEARCH_URL)(
    'nothing of anybody is in the search index',
    async () => {
      await using elasticsearch = createTestElasticsearch()
      const { client, alias } = elasticsearch
      await rebuildIndex(stores, elasticsearch)
      await client.indices.refresh({ index: alias })
      const documents = JSON.stringify(await client.search({ index: alias, size: 1000 }))
      expect(documents).toContain('Elite')
      for (const [what, trace] of Object.entries(everyTrace))
        expect([what, documents.includes(trace)]).toEqual([what, false])
    },
    60_000,
  )

  test('nothing of anybody is in the metrics', async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
    const metrics = await (await app.handle(new Request('http://localhost/metrics', { headers }))).text()
    expect(metrics).toContain('# TYPE')
    for (const [what, trace] of Object.entries(everyTrace))
      expect([what, metrics.includes(trace)]).toEqual([what, false])
  })

  test('nothing of anybody is in the spool or the data directory', () => {
    const folders = [dataDir, testConfig.dataDir]
    for (const trace of Object.values(everyTrace)) expect(filesWith(trace, ...folders)).toEqual([])
  })
})

/** Returns the purpose for which the register lets a column hold personal data. */
function purposeOf(place: string): string | undefined {
  const [table = '', column = ''] = place.split('.')
  const classes = REGISTER.tables[table]
  const name = classes && classesOf(classes).get(column)
  return name === undefined ? undefined : REGISTER.classes[name]?.purpose
}
