import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { noDifferences } from '#db/search/differences'
import { createElasticsearchClient, type Elasticsearch } from '#db/search/elasticsearch/client'
import { countQueued } from '#db/search/outbox'
import { type Rebuilt, rebuildIndex } from '#db/search/rebuild'
import { runRelay } from '#db/search/relay'
import { verifyIndex } from '#db/search/verify'
import { Failure } from '#lib/errors'
import { type HostileElasticsearch, startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import { HOSTILE_MODES } from '#tests/support/hostile-responses'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue } from './catalogue'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { GAMES } from './games'

/** The relay is promised to stop within a second; the rest is for a machine that does other things, too. */
const MARGIN_MS = 3_000
const FAULTS = HOSTILE_MODES.filter((mode) => mode !== 'well')
const SILENT = ['hung-head', 'hung-body', 'drip'] as const

let stores: TestStores
let hostile: HostileElasticsearch

beforeAll(async () => {
  stores = await createTestStores()
  await aCatalogue(stores.db)
  hostile = await startHostileElasticsearch()
})
afterAll(async () => {
  await hostile[Symbol.asyncDispose]()
  await stores[Symbol.asyncDispose]()
})

const touchAll = () => stores.db.execute(sql`update game set version = version + 1 where merged_into is null`)

/** Rebuilds the index, after the rebuild that a stopped relay has abandoned. */
async function rebuildAfterStop(elasticsearch: Elasticsearch): Promise<Rebuilt> {
  for (;;)
    try {
      return await rebuildIndex(stores, elasticsearch)
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'run_active')) throw error
      await Bun.sleep(50)
    }
}

/** Runs the relay until `isDue`, and returns how long it took to stop, in ms, and the faults it reported. */
async function stopRelay(alias: string, isDue: (faults: readonly unknown[]) => boolean) {
  const client = createElasticsearchClient({ url: hostile.url })
  const stop = new AbortController()
  const faults: unknown[] = []
  const relay = { ...stores, elasticsearch: { client, alias } }
  const running = runRelay(relay, { signal: stop.signal, onFault: (error) => faults.push(error) })
  while (!isDue(faults)) await Bun.sleep(10)
  const stopped = performance.now()
  stop.abort()
  await running
  const ms = performance.now() - stopped
  await client.close()
  return { ms, faults }
}

describe('while Elasticsearch is hostile', () => {
  test.each(FAULTS)('the relay stops at once, and the games stay queued: %s', async (mode) => {
    await hostile.become(mode)
    const { queued } = await countQueued(stores.db)
    const before = hostile.requests()
    const isSilent = SILENT.some((silent) => silent === mode)
    const { ms, faults } = await stopRelay('games', ({ length }) =>
      isSilent ? hostile.requests() > before : length > 0,
    )
    expect(ms).toBeLessThan(MARGIN_MS)
    for (const fault of faults) expect(fault).toBeInstanceOf(Failure)
    expect(await countQueued(stores.db)).toMatchObject({ queued })
  })

  test.each(FAULTS.filter((mode) => !SILENT.some((silent) => silent === mode)))(
    'rebuilding and verifying fail with one sentence: %s',
    async (mode) => {
      await hostile.become(mode)
      const elasticsearch = { client: createElasticsearchClient({ url: hostile.url }), alias: 'games' }
      const sentence = { name: 'Failure', message: expect.stringMatching(/^[^\n{]+\.$/) }
      await expect(rebuildIndex(stores, elasticsearch)).rejects.toMatchObject(sentence)
      await expect(verifyIndex(stores.db, elasticsearch)).rejects.toMatchObject(sentence)
    },
  )
})

describeElasticsearch('if Elasticsearch falls silent', () => {
  const elasticsearch = createTestElasticsearch()
  const { alias } = elasticsearch
  afterAll(() => elasticsearch[Symbol.asyncDispose]())

  test.each(SILENT)('while a rebuild sends its games, the relay stops at once: %s', async (mode) => {
    await hostile.become(mode, /_bulk/)
    const before = hostile.requests()
    // An alias is looked up, an index created, and the third request holds the games.
    const { ms } = await stopRelay(`${alias}-${mode}`, () => hostile.requests() >= before + 3)
    expect(ms).toBeLessThan(MARGIN_MS)
    await hostile.become('well')
    const rebuilt = await rebuildAfterStop({ ...elasticsearch, alias: `${alias}-${mode}` })
    expect(rebuilt.games).toBe(GAMES.length)
  })

  test('while it indexes, the relay stops at once, and the games can be claimed again', async () => {
    await hostile.become('well')
    await rebuildAfterStop(elasticsearch)
    await touchAll()
    await hostile.become('hung-body', /_bulk/)
    const before = hostile.requests()
    const { ms } = await stopRelay(alias, () => hostile.requests() >= before + 2)
    expect(ms).toBeLessThan(MARGIN_MS)
    await hostile.become('well')
    await stores.db.execute(sql`update search_outbox set claimed_until = now() where claimed_until is not null`)
    const client = createElasticsearchClient({ url: hostile.url })
    const stop = new AbortController()
    const running = runRelay({ ...stores, elasticsearch: { client, alias } }, { signal: stop.signal })
    while ((await countQueued(stores.db)).queued > 0) await Bun.sleep(20)
    stop.abort()
    await running
    expect(await verifyIndex(stores.db, elasticsearch)).toEqual(noDifferences())
  })
})
