import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { keepGraph } from '#src/commands/similar-graph'
import { createMemoryLog } from '#tests/support/memory-log'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { variedGames } from '#tests/support/varied-games'

const MIN = 100

describe.skipIf(!process.env.TEST_DATABASE_URL)('the graph of similar games (needs TEST_DATABASE_URL)', () => {
  let stores: TestStores
  beforeEach(async () => {
    await stores?.[Symbol.asyncDispose]()
    stores = await createTestStores()
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  const loadGames = (name: string, first: number) =>
    load(stores, memorySource(name, [variedGames(first, 150)])).then(() => undefined)

  /** Lets five minutes pass without a change. */
  const beQuiet = () =>
    stores.db.execute(sql`update game_change set changed_at = changed_at - interval '5 minutes'`).then(() => undefined)

  /** Runs the work of the service: each step happens in a pause before a look at the catalogue. Returns the lines of the log. */
  async function lookAfter(
    steps: readonly (() => Promise<void>)[],
    over: Partial<Parameters<typeof keepGraph>[1]> = {},
  ) {
    const stop = new AbortController()
    const { log, lines } = createMemoryLog()
    const left = [...steps]
    const sleep = async () => {
      const step = left.shift()
      if (step) await step()
      else stop.abort()
    }
    await keepGraph(stores, { signal: stop.signal, log, sleep, min: MIN, ...over })
    return lines.map(({ code, games }) => ({ code, games }))
  }

  const nothing = async () => {}

  test('is built once for three loads in a row, when they are over', async () => {
    const steps = [
      () => loadGames('one', 0),
      () => loadGames('two', 150),
      () => loadGames('three', 300),
      nothing,
      beQuiet,
      nothing,
      nothing,
    ]
    expect(await lookAfter(steps)).toEqual([{ code: 'graph_built', games: 427 }])
  })

  test('is built after an hour although games go on changing', async () => {
    let hours = 0
    const anHourLater = async () => {
      hours++
    }
    const now = () => hours * 3_600_000
    expect(await lookAfter([() => loadGames('one', 0), nothing, anHourLater, nothing], { now })).toEqual([
      { code: 'graph_built', games: 142 },
    ])
  })

  test('is built by one of two services', async () => {
    await loadGames('one', 0)
    await beQuiet()
    const built = await Promise.all([lookAfter([nothing, nothing]), lookAfter([nothing, nothing])])
    expect(built.flat()).toEqual([{ code: 'graph_built', games: 142 }])
  })

  test('is told of where it cannot be built, and built later', async () => {
    await loadGames('one', 0)
    await beQuiet()
    const hide = () => stores.db.execute(sql`alter table likeness_graph rename to hidden`).then(() => undefined)
    const show = () => stores.db.execute(sql`alter table hidden rename to likeness_graph`).then(() => undefined)
    expect(await lookAfter([hide, show])).toEqual([
      { code: 'graph_failed', games: undefined },
      { code: 'graph_built', games: 142 },
    ])
  })

  test('is never built in the embedded store', async () => {
    await loadGames('one', 0)
    await beQuiet()
    const { log, lines } = createMemoryLog()
    await keepGraph({ ...stores, mode: 'embedded' }, { signal: new AbortController().signal, log, min: MIN })
    expect(lines).toEqual([])
  })
})
