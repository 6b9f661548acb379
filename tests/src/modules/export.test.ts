import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openStores } from '#db/connect'
import { rowsOf, type Stores } from '#db/stores'
import type { App } from '#src/app'
import { createTestApp, createTestClient, testToken } from '#tests/support/client'
import { parseExportedCsv, parseExportedLines, readExportedParquet } from '#tests/support/exported'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const PARQUET = 'application/vnd.apache.parquet'
const score = (value: number) => ({ value, votes: 10 })
const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })

/** A source whose data must not be passed on, and which the catalogue trusts most. */
const CLOSED = {
  ...memorySource(
    'closed',
    [
      [
        game('1', 'ELITE', {
          genres: ['simulation'],
          critics: score(90),
          summary: 'Secret.',
          website: 'https://closed.example',
        }),
        game('2', 'Only Here', { critics: score(50) }),
        game('3', 'Corrected', {}),
      ],
    ],
    90,
  ),
  licence: { name: 'Closed', redistributable: false, commercial: false, attribution: 'By Closed', url: null },
}
const OPEN = {
  ...memorySource(
    'open',
    [
      [
        game('a', 'Elite', { genres: ['simulation', 'strategy'], critics: score(70), developers: ['Acorn|soft'] }),
        game('b', '=cmd()', {
          popularity: 5_000_000_000,
          releases: [{ platform: 'pc', released: { date: '1999-05-01', precision: 'month' } }],
        }),
        game('c', 'Plain', { alternativeNames: ['Flat'], externalIds: { steam: '7' } }),
      ],
    ],
    10,
  ),
  licence: {
    name: 'CC-BY-4.0',
    redistributable: true,
    commercial: true,
    attribution: 'By Open',
    url: 'https://open.example',
  },
}

const opened: Record<string, () => Promise<{ stores: Stores; end: () => Promise<void> }>> = {
  'the configured store': async () => {
    const stores = await createTestStores()
    return { stores, end: async () => stores[Symbol.asyncDispose]() }
  },
  'the embedded store': async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vestim-export-'))
    const elasticsearch = {
      elasticsearchUrl: undefined,
      elasticsearchApiKey: undefined,
      elasticsearchCaFile: undefined,
    }
    const stores = await openStores({
      databaseUrl: undefined,
      dataDir: directory,
      ...elasticsearch,
      elasticsearchIndex: 'x',
    })
    const end = async () => {
      await stores[Symbol.asyncDispose]()
      await rm(directory, { recursive: true })
    }
    return { stores, end }
  },
}

async function exportFrom(app: App, question = '', accept = 'application/x-ndjson', scope = 'export') {
  const headers = { authorization: `Bearer ${await testToken(scope)}`, accept }
  return app.handle(new Request(`http://localhost/v1/export/games${question}`, { headers }))
}
const linesFrom = async (app: App, question = '') => parseExportedLines(await (await exportFrom(app, question)).text())

describe.each(Object.entries(opened))('an export of %s', (_, open) => {
  let stores: Stores
  let end: () => Promise<void>
  let app: App
  beforeAll(async () => {
    ;({ stores, end } = await open())
    await load(stores, CLOSED)
    await load(stores, OPEN)
    const curator = await createTestClient(stores, { scope: 'read curate' })
    const given = { value: 'Corrected by Hand', reason: null }
    await curator.v1.games({ slug: 'corrected' }).overrides({ field: 'title' }).put(given)
    app = createTestApp(stores)
  }, 120_000)
  afterAll(() => end())

  test('has no value of a source that must not be passed on, and says how many are missing', async () => {
    const { games, end: counts } = await linesFrom(app)
    const byTitle = new Map(games.map((each) => [each.title, each]))
    expect([...byTitle.keys()].sort()).toEqual(['=cmd()', 'Corrected by Hand', 'Elite', 'Plain'])
    expect(byTitle.get('Elite')).toMatchObject({
      slug: 'elite',
      genres: ['simulation', 'strategy'],
      score: { critics: 70, users: null, votes: 10 },
      summary: null,
      website: null,
      ids: [{ source: 'open', id: 'a' }],
      attribution: [{ source: 'open', licence: 'CC-BY-4.0', text: 'By Open', url: 'https://open.example' }],
    })
    expect(byTitle.get('Corrected by Hand')).toMatchObject({ ids: [], attribution: [], score: null })
    // Elite: title, score and ids come from the other source, summary and website have none; the ids of the corrected game go too.
    // The popularity of both counts the lists that name them.
    expect(counts).toEqual({ count: 4, sha256: expect.any(String), replaced: 5, null: 4, omitted: 1 })
    expect(JSON.stringify(games)).not.toMatch(/ELITE|Secret|closed/)
  })

  test('has the SHA-256 of the lines before the last one', async () => {
    const { body, end: counts } = await linesFrom(app)
    expect(counts.sha256).toBe(new Bun.CryptoHasher('sha256').update(body).digest('hex'))
  })

  test('has the same games in every format, and numbers stay numbers', async () => {
    const { games, end: counts } = await linesFrom(app)
    const csv = parseExportedCsv(await (await exportFrom(app, '', 'text/csv')).text())
    const parquet = await readExportedParquet(await (await exportFrom(app, '', PARQUET)).arrayBuffer())
    expect(csv.map(({ id }) => id)).toEqual(games.map(({ id }) => String(id)))
    expect(parquet.rows.map(({ id }) => id)).toEqual(games.map(({ id }) => id))
    const { sha256: _, ...numbers } = counts
    expect(parquet.end).toEqual(numbers)
    const formula = { platforms: 'pc', year: '1999', released: '1999-05-01', popularity: '5000000000' }
    expect(csv.find(({ slug }) => slug === 'cmd')).toMatchObject({ title: "'=cmd()", ...formula })
    expect(parquet.rows.find(({ slug }) => slug === 'cmd')).toMatchObject({
      title: '=cmd()',
      year: 1999,
      released: new Date('1999-05-01'),
      releasedPrecision: 'month',
      popularity: 5_000_000_000n,
      scoreCritics: null,
      platforms: ['pc'],
      genres: [],
      sources: ['open'],
      licences: ['CC-BY-4.0'],
      attribution: ['By Open'],
    })
    expect(csv.find(({ slug }) => slug === 'elite')).toMatchObject({ developers: 'Acorn/soft', scoreCritics: '70' })
    expect(csv.find(({ slug }) => slug === 'plain')).toMatchObject({ alternativeNames: 'Flat', ids: 'open:c|steam:7' })
  })

  test('has the games that pass the filters of the list', async () => {
    const titles = async (question: string) => (await linesFrom(app, question)).games.map(({ title }) => title)
    expect(await titles('?platform=pc')).toEqual(['=cmd()'])
    expect(await titles('?genre=simulation&genreNot=action&scoreMin=60&scoreMax=95&kind=game&source=open')).toEqual([
      'Elite',
    ])
    expect(await titles('?yearFrom=1999&yearTo=1999&updatedSince=2020-01-01')).toEqual(['=cmd()'])
    expect(await titles('?company=acorn-soft,nobody'.replace(',nobody', ''))).toEqual(['Elite'])
    expect(await titles('?yearFrom=2050')).toEqual([])
    const empty = await readExportedParquet(await (await exportFrom(app, '?yearFrom=2050', PARQUET)).arrayBuffer())
    expect(empty).toMatchObject({ rows: [], end: { count: 0 } })
  })

  test('is refused as the list is, or if its format does not exist', async () => {
    const refused = async (question: string, accept?: string, scope?: string) => {
      const response = await exportFrom(app, question, accept, scope)
      return { status: response.status, ...((await response.json()) as { code: string; detail: string }) }
    }
    expect(await refused('?platform=playstation-99')).toMatchObject({
      status: 422,
      detail: expect.stringMatching(/^platform: /),
    })
    expect(await refused('?sort=title')).toMatchObject({ status: 422, code: 'invalid_request' })
    expect(await refused('?yearFrom=2000&yearTo=1999')).toMatchObject({ status: 422, code: 'invalid_request' })
    expect(await refused('', undefined, 'read')).toMatchObject({ status: 403, code: 'forbidden' })
    const format = await refused('', 'application/xml')
    expect(format).toMatchObject({ status: 406, code: 'not_acceptable' })
    for (const type of ['application/x-ndjson', 'text/csv', PARQUET]) expect(format.detail).toContain(type)
  })

  test('is a stream for the typed client, in the format that it asks for', async () => {
    const client = await createTestClient(stores, { scope: 'export' })
    const { data } = await client.v1.export.games.get({ query: { platform: 'pc' }, headers: { accept: PARQUET } })
    if (!(data instanceof ReadableStream)) throw new Error('the data is no stream')
    const { rows } = await readExportedParquet(await new Response(data).arrayBuffer())
    expect(rows.map(({ title }) => title)).toEqual(['=cmd()'])
    expect((await client.v1.export.games.get({ query: { platform: 'nothing' } })).error?.status).toBe(422)
  })

  test('leaves no file behind', async () => {
    await linesFrom(app)
    const { spoolDirectory } = stores
    expect(spoolDirectory && existsSync(spoolDirectory) ? readdirSync(spoolDirectory) : []).toEqual([])
  })
})

describe('exports at once', () => {
  let stores: Stores
  let app: App
  beforeAll(async () => {
    stores = await createTestStores()
    await generateCatalogue(stores, 6_000)
    app = createTestApp(stores)
  }, 120_000)
  afterAll(() => stores[Symbol.asyncDispose]())

  const until = async (isDone: () => boolean | Promise<boolean>) => {
    while (!(await isDone())) await Bun.sleep(20)
  }
  const openSnapshots = async () => {
    const [row] = await rowsOf<{ open: number }>(
      stores.db,
      sql`select count(*)::int as open from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`,
    )
    return row?.open ?? 0
  }

  test('are two: others are told when to try again, and a client that goes makes room', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => exportFrom(app)))
    const refused = answers.filter(({ status }) => status === 503)
    const running = answers.filter(({ status }) => status === 200)
    expect([running.length, refused.length]).toEqual([2, 8])
    for (const each of refused) {
      expect(each.headers.get('retry-after')).toBe('10')
      expect(await each.json()).toMatchObject({ code: 'overloaded' })
    }
    await Promise.all(running.map(({ body }) => body?.cancel()))
    await until(async () => (await openSnapshots()) === 0)
    expect((await linesFrom(app)).end).toMatchObject({ count: 6_000 })
  })

  test('are one for each caller, whose refusals do not count for its quota', async () => {
    const headers = { authorization: `Bearer ${await testToken('export')}` }
    const ask = () => app.handle(new Request('http://localhost/v1/export/games', { headers }))
    const [first, second] = [await ask(), await ask()]
    expect([first.status, second.status, second.headers.get('retry-after')]).toEqual([200, 503, '10'])
    expect(first.headers.get('ratelimit-policy')).toBe('"export";q=60;w=3600')
    expect(first.headers.get('ratelimit')).toMatch(/^"export";r=59;t=3600$/)
    await first.body?.cancel()
    await until(async () => (await openSnapshots()) === 0)
    const third = await ask()
    expect(third.headers.get('ratelimit')).toMatch(/^"export";r=58;t=3\d\d\d$/)
    await third.body?.cancel()
  })

  test('have no trace of what is written meanwhile', async () => {
    const response = await exportFrom(app)
    const reader = response.body?.getReader()
    const first = await reader?.read()
    await stores.db.execute(sql`update game set title = 'Changed'`)
    await stores.db.execute(sql`delete from game where id in (select id from game order by id desc limit 1000)`)
    const pieces = [first?.value ?? new Uint8Array()]
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) pieces.push(next.value)
    const { games, end } = parseExportedLines(Buffer.concat(pieces).toString())
    expect(games).toHaveLength(6_000)
    expect(end).toMatchObject({ count: 6_000 })
    expect(games.some(({ title }) => title === 'Changed')).toBe(false)
  })
})
