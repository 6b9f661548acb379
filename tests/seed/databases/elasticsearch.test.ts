import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readIndexDocuments } from '#seed/databases/documents'
import { createCluster, type ElasticsearchCluster } from '#seed/databases/elasticsearch-client'
import { describeElasticsearch } from '#tests/db/search/elasticsearch-suite'
import { noApi } from '#tests/support/api-access'
import { createVirtualClock } from '../api/virtual-clock'
import { createIndices, gameOf, SERVER } from './indices'
import { failureOf, pagesOf, textsOf } from './read'

const MANY = 20_500

describeElasticsearch('an Elasticsearch index as a source', () => {
  const indices = createIndices()
  const { client, fill, nameOf, openPointsInTime, source } = indices
  beforeAll(
    () =>
      fill(
        'games',
        Array.from({ length: MANY }, (_, n) => gameOf(n)),
      ),
    120_000,
  )
  afterAll(() => indices[Symbol.asyncDispose]())

  const idsOf = (pages: Awaited<ReturnType<typeof pagesOf>>) => textsOf(pages).map((text) => JSON.parse(text).id)

  test(`reads ${MANY} documents, each once and in the order of the key, and resumes after any page`, async () => {
    const pages = await pagesOf(source('games'))
    expect(idsOf(pages)).toEqual(Array.from({ length: MANY }, (_, n) => n))
    expect(pages[0]?.records[0]?.value).toMatchObject({ _id: 'd0', slug: 'game-0' })
    expect(pages.at(-1)?.checkpoint).toEqual({ row: MANY, key: MANY - 1 })
    for (const at of [0, 3, pages.length - 1])
      expect(idsOf(await pagesOf(source('games'), pages[at]?.checkpoint))).toEqual(idsOf(pages.slice(at + 1)))
  }, 60_000)

  test('uses the keyword of a text field as the key, and reads only what the query finds', async () => {
    const pages = await pagesOf(source('games', { key: 'slug', query: { range: { id: { lt: 250 } } } }))
    expect(idsOf(pages).sort((a, b) => a - b)).toEqual(Array.from({ length: 250 }, (_, n) => n))
    expect(pages[0]?.checkpoint.key).toBe('game-188')
    expect(
      idsOf(
        await pagesOf(source('games', { key: 'slug', query: { range: { id: { lt: 250 } } } }), pages[0]?.checkpoint),
      ),
    ).toEqual(idsOf(pages.slice(1)))
  }, 60_000)

  test('reads by _id, and starts again when it is resumed', async () => {
    const pages = await pagesOf(source('games', { key: '_id' }))
    expect(new Set(idsOf(pages)).size).toBe(MANY)
    expect(textsOf(await pagesOf(source('games', { key: '_id' }), pages[2]?.checkpoint))).toHaveLength(MANY)
  }, 60_000)

  test('keeps all the digits of long numbers, in the key and in the document', async () => {
    const body = ['9007199254740992', '9007199254740993', '9007199254740994'].map(
      (id) => `{"index":{}}\n{"id":${id},"title":"t"}\n`,
    )
    await fetch(`${SERVER}/${nameOf('long')}/_bulk?refresh=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: body.join(''),
    })
    const pages = await pagesOf(source('long'))
    expect(idsOf(pages)).toEqual(['9007199254740992', '9007199254740993', '9007199254740994'])
    expect(idsOf(await pagesOf(source('long'), { row: 2, key: '9007199254740993' }))).toEqual(['9007199254740994'])
  })

  test('reads long documents in small pages', async () => {
    await fill(
      'pages',
      Array.from({ length: 60 }, (_, n) => ({ id: n, title: 'x'.repeat(n < 40 ? 10 : 700_000) })),
      { properties: { title: { type: 'text', index: false } } },
    )
    const pages = await pagesOf(source('pages'))
    expect(idsOf(pages)).toEqual(Array.from({ length: 60 }, (_, n) => n))
    for (const page of pages) expect(textsOf([page]).join('').length).toBeLessThan(8.4 * 1024 * 1024)
  }, 60_000)

  test('reads documents without a key first, for the map to refuse, and refuses an index that has many', async () => {
    await fill('keyless', [
      { title: 'none' },
      { id: 1, title: 'one' },
      { id: null, title: 'null' },
      { id: 2, title: 'two' },
    ])
    const pages = await pagesOf(source('keyless'))
    expect(pages.map(({ records, checkpoint }) => [records.length, checkpoint])).toEqual([
      [2, { row: 2 }],
      [2, { row: 4, key: 2 }],
    ])
    await fill('keyless-many', [{ id: 1 }, ...Array.from({ length: 101 }, () => ({ title: 'none' }))])
    expect(await failureOf(source('keyless-many'))).toEqual({
      code: 'configuration',
      message: expect.stringContaining('More than 100 documents of games have no value in the key'),
    })
  })

  test('refuses a key that two documents share, also where a page ended between them', async () => {
    await fill(
      'shared',
      Array.from({ length: 150 }, (_, n) => ({ id: n === 100 ? 99 : n, title: 't' })),
    )
    const failure = {
      code: 'configuration',
      message: expect.stringContaining('Two documents of games have the same key'),
    }
    expect(await failureOf(source('shared'))).toEqual(failure)
    await expect(pagesOf(source('shared'), { row: 100, key: 99 })).rejects.toMatchObject(failure)
  })

  test.each([
    ['an index that is not there', { index: nameOf('nothing') }, 'has no such index'],
    ['a query it does not know', { query: { nonsense: {} } }, 'refused the search: unknown query [nonsense]'],
    ['a key that no document has', { key: 'idd' }, '"idd", the key of games, is not a field of any document'],
    ['a key that cannot be sorted by', { key: 'text' }, 'cannot be sorted by'],
    ['a missing file for the API key', { apiKeyFile: 'nowhere' }, 'The file with the secret of games cannot be read'],
  ])('says in one sentence what is wrong with %s', async (_, members, message) => {
    await client.indices.create(
      { index: nameOf('texts'), mappings: { properties: { text: { type: 'text' } } } },
      { ignore: [400] },
    )
    const name = 'key' in members && members.key === 'text' ? 'texts' : 'games'
    expect(await failureOf(source(name, members))).toEqual({
      code: 'configuration',
      message: expect.stringContaining(message),
    })
  })

  test.each([
    ['behind the last key', 'id', 1_000],
    ['from the beginning by _id, which has no order', '_id', 1_100],
  ])('goes on %s when its point in time is lost', async (_, key, read) => {
    await using cluster = createCluster('games', { url: SERVER, apiKey: undefined }, createVirtualClock())
    let searches = 0
    const losing: ElasticsearchCluster = {
      ...cluster,
      async ask(request) {
        // The first page has 100 documents, and the second search finds its point in time lost.
        const isSecond = request.path === '/_search' && ++searches === (key === 'id' ? 3 : 2)
        if (isSecond) await cluster.forget({ method: 'DELETE', path: '/_pit', body: { id: idOfMoment(request.body) } })
        return cluster.ask(request)
      },
    }
    const index = { source: 'games', index: nameOf('games'), query: { range: { id: { lt: 1_000 } } } }
    const sortField = key === '_id' ? undefined : key
    const ids = idsOf(await Array.fromAsync(readIndexDocuments({ ...index, sortField, cluster: losing }, undefined)))
    expect(ids).toHaveLength(read)
    expect(new Set(ids).size).toBe(1_000)
  })

  test('closes its points in time', async () => {
    const before = await openPointsInTime('games')
    await pagesOf(source('games'))
    const { pages } = await source('games').open({ from: undefined, clock: createVirtualClock(), api: noApi })
    for await (const _ of pages(undefined)) break
    expect(await openPointsInTime('games')).toBe(before)
  })

  test.each([429, 503])('waits and retries after status %d', async (status) => {
    let asked = 0
    await using server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: async (request) =>
        ++asked % 2 === 0
          ? new Response('{}', {
              status,
              headers: { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' },
            })
          : fetch(request.url.replace(request.headers.get('host') ?? '', new URL(SERVER).host), request),
    })
    const clock = createVirtualClock()
    const pages = await pagesOf(
      source('games', { from: server.url.href, query: { range: { id: { lt: 250 } } } }),
      undefined,
      clock,
    )
    expect(idsOf(pages)).toEqual(Array.from({ length: 250 }, (_, n) => n))
    expect(clock.pauses.length).toBeGreaterThan(2)
  })
})

/** Returns the id of the point in time in a search. */
const idOfMoment = (body: object | undefined): unknown => (body as { pit?: { id: string } }).pit?.id // safe: a search names it
