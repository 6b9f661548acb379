import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { mergeTwoGames } from '#db/decision/curate'
import { countWaitingDecisions, previewForget } from '#db/forget/preview'
import type { ForgetSelection } from '#db/forget/selection'
import { type Db, rowsOf, type Stores } from '#db/stores'
import { messageOf } from '#lib/errors'
import type { Source } from '#seed/contract/source'
import { forgetRecords } from '#seed/pipeline/forget'
import { silent } from '#seed/pipeline/progress'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createRandom } from '#tests/support/random'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })

async function sourceId(slug: string): Promise<number> {
  const [found] = await rowsOf<{ id: number }>(stores.db, sql`select id from source where slug = ${slug}`)
  return found?.id ?? 0
}

async function forget(source: string, selection: Partial<ForgetSelection> = {}, on: Stores = stores) {
  return forgetRecords({
    stores: on,
    source,
    selection: { sourceId: await sourceId(source), ...selection },
    total: 0,
    signal: new AbortController().signal,
    progress: silent,
  })
}

/** Everything that the catalogue shows, and the companies with their spellings. */
async function state(): Promise<string> {
  const companies = await rowsOf<{ slug: string }>(
    stores.db,
    sql`select slug, name, array(select unnest(aliases) order by 1) as aliases from company order by slug`,
  )
  const [left] = await rowsOf(stores.db, sql`select (select count(*)::int from match_pending) as pending`)
  return `${await catalogueHash(stores.db)} ${JSON.stringify([companies, left])}`
}

const WORDS = ['Ash', 'Bell', 'Crow', 'Dune', 'Elm', 'Fog']
const NUMBERS = ['', '', ' 2', ' II', ' III']
const SUBTITLES = ['', '', '', ': The Return', ' - Gold Edition', ' Remastered']
const HOUSES = ['Acme', 'ACME Inc.', 'Acme, Ltd.', 'Bolt Games', 'bolt games', 'BoltGames', 'Cinder']
const PLATFORMS = ['pc', 'ps2', 'wii']

/** A list whose titles, years and companies collide with those of other lists. */
function randomList(name: string, seed: number, trust: number): Source {
  const random = createRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T // safe: the lists have items
  const records = Array.from({ length: 40 }, (_, at) => ({
    key: String(at),
    title: `${pick(WORDS)} ${pick(WORDS)}${pick(NUMBERS)}${pick(SUBTITLES)}`,
    developers: [pick(HOUSES)],
    releases: [
      {
        platform: pick(PLATFORMS),
        released: { date: `${1995 + Math.floor(random() * 4)}-01-01`, precision: 'year' as const },
      },
    ],
    ...(random() < 0.3 && { externalIds: { steam: String(Math.floor(random() * 12)) } }),
  }))
  return memorySource(name, [records], trust)
}

describe('forgetting a list', () => {
  test.each([1, 2, 3])('leaves the catalogue as it was before the list was loaded (seed %d)', async (seed) => {
    const lists = [1, 2, 3].map((at) => randomList(`list-${at}`, seed * 10 + at, 30 + 20 * at))
    for (const list of lists) {
      const others = lists.filter((other) => other !== list)
      for (const other of others) await load(stores, other)
      const before = await state()
      await load(stores, list)
      await forget(list.name)
      expect(await state()).toBe(before)
      for (const other of others) await forget(other.name)
      expect(await rowsOf(stores.db, sql`select slug from game union all select slug from company`)).toEqual([])
    }
  })

  test('of a bridge between two games splits them again, under their former slugs', async () => {
    await load(stores, memorySource('a', [[game('1', 'Elite', { externalIds: { steam: '1' } })]]))
    await load(stores, memorySource('b', [[game('1', 'Frontier', { externalIds: { gog: '2' } })]]))
    const before = await rowsOf(stores.db, sql`select id, slug from game order by slug`)
    await load(stores, memorySource('c', [[game('1', 'Elite', { externalIds: { steam: '1', gog: '2' } })]]))
    expect(await rowsOf(stores.db, sql`select slug from game where merged_into is null`)).toHaveLength(1)
    await forget('c')
    expect(await rowsOf(stores.db, sql`select id, slug from game where merged_into is null order by slug`)).toEqual(
      before,
    )
  })

  test('tells every game that goes as deleted in the feed, and queues it for the index', async () => {
    await load(stores, memorySource('a', [[game('1', 'Elite')]]))
    await load(stores, memorySource('b', [[game('1', 'Elite'), game('2', 'Doom'), game('3', 'Ultima')]]))
    await stores.db.execute(sql`delete from search_outbox`)
    const [{ seq } = { seq: 0 }] = await rowsOf<{ seq: number }>(
      stores.db,
      sql`select max(seq)::int as seq from game_change`,
    )
    expect(await previewForget(stores.db, { sourceId: await sourceId('b') })).toEqual({
      records: 3,
      games: 2,
      shared: 1,
    })
    expect(await forget('b')).toMatchObject({ records: 3, games: { deleted: 2, updated: 1, split: 0 } })
    const told = await rowsOf<{ kind: string }>(
      stores.db,
      sql`select kind from game_change where seq > ${seq} order by seq`,
    )
    expect(told.map(({ kind }) => kind)).toEqual(['deleted', 'deleted', 'updated'])
    expect(await rowsOf(stores.db, sql`select game_id from search_outbox`)).toHaveLength(3)
    expect(await rowsOf(stores.db, sql`select list, games from list_size where games <> 0 and list >> 28 = 3`)).toEqual(
      [{ list: (3 << 28) + (await sourceId('a')), games: 1 }],
    )
  })

  test('takes only one dataset, and its refused records', async () => {
    const list = (key: string, title: string) => memorySource('a', [[game(key, title), game(`${key}x`, '')]])
    await load(stores, list('1', 'Elite'), { dataset: 'one' })
    const before = await state()
    await load(stores, list('1', 'Doom'), { dataset: 'two' })
    await forget('a', { dataset: 'two' })
    expect(await state()).toBe(before)
    expect(await rowsOf(stores.db, sql`select dataset from quarantine`)).toEqual([{ dataset: 'one' }])
    expect(await rowsOf(stores.db, sql`select dataset, status from ingest_run order by id`)).toEqual([
      { dataset: 'one', status: 'done' },
      { dataset: 'two', status: 'forgotten' },
    ])
  })

  test('connects records again that a crowded key had kept apart', async () => {
    await load(stores, memorySource('few', [[game('1', 'Elite')]]))
    await load(stores, memorySource('crowd', [[game('1', 'Doom')]]))
    await stores.db.execute(sql`with few as (select match_keys from source_record where source_key = '1' order by id limit 1), crowd as (
      insert into source_record (source_id, dataset, source_key, raw, fields, match_keys, content_hash, first_run, last_run)
      select ${await sourceId('crowd')}, 'crowd', 'x' || n, '', '{"title":"Elite"}', match_keys, n, 2, 2 from few, generate_series(1, 2000) n
      returning id, match_keys
    ) insert into match_key (record_id, key) select id, unnest(match_keys) from crowd`)
    await load(stores, memorySource('other', [[game('1', 'Elite')]]))
    const elites = () => rowsOf(stores.db, sql`select from game where merged_into is null and title = 'Elite'`)
    expect(await elites()).toHaveLength(2)
    await forget('crowd')
    expect(await elites()).toHaveLength(1)
  })

  test('keeps the spellings of companies that other lists had before they were loaded again', async () => {
    const list = (name: string, developer: string) =>
      memorySource(name, [[game('1', 'Elite', { developers: [developer] })]])
    await load(stores, list('a', 'Acme'))
    await load(stores, list('a', 'ACME Inc.'))
    const before = await state()
    await load(stores, list('b', 'acme'))
    await forget('b')
    expect(await state()).toBe(before)
  })

  test('of a list that was forgotten already changes nothing', async () => {
    await load(stores, memorySource('a', [[game('1', 'Elite')]]))
    await forget('a')
    expect(await forget('a')).toMatchObject({ records: 0, games: { deleted: 0, updated: 0, split: 0 } })
  })

  test('is refused while the list is being loaded', async () => {
    await load(stores, memorySource('a', [[game('1', 'Elite')]]))
    await stores.exclusively('source.a', async () => {
      await expect(forget('a')).rejects.toMatchObject({ code: 'run_active' })
    })
  })
})

describe('decisions about a forgotten list', () => {
  const A = memorySource('a', [[game('1', 'Elite'), game('2', 'Doom')]])
  const B = memorySource('b', [[game('1', 'Frontier'), game('2', 'Doom')]])
  const ADA = { author: 'ada', reason: null }

  test('wait, and apply again when it is loaded again', async () => {
    await load(stores, A)
    const before = await state()
    await load(stores, B)
    expect(await mergeTwoGames(stores, ['elite', 'frontier'], ADA)).toMatchObject({ ok: true })
    const decided = await catalogueHash(stores.db)
    await forget('b')
    expect(await state()).toBe(before)
    expect(await countWaitingDecisions(stores.db, 'b', undefined)).toBe(1)
    expect(await countWaitingDecisions(stores.db, 'b', 'other')).toBe(0)
    await load(stores, B)
    expect(await catalogueHash(stores.db)).toBe(decided)
    expect(await countWaitingDecisions(stores.db, 'b', undefined)).toBe(0)
  })
})

/** Stores whose `ends`-th transaction ends the process: before it commits, or right after. */
function mortalStores(ends: number, after: boolean): Stores {
  let left = ends
  const transaction: Db['transaction'] = async (work, options) => {
    left--
    if (left === 0 && !after) throw new Error('killed')
    const done = await stores.db.transaction(work, options)
    if (left === 0) throw new Error('killed')
    return done
  }
  const db = new Proxy(stores.db, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name, target)),
  })
  return { ...stores, db }
}

test('forgetting that is killed between any two transactions is finished by repeating it', async () => {
  const other = randomList('other', 3, 60)
  await load(stores, other)
  const before = await state()
  for (const after of [false, true])
    for (let ends = 1, isDone = false; !isDone; ends++) {
      await load(stores, randomList('mine', 4, 50))
      const killed = await forget('mine', {}, mortalStores(ends, after)).then(
        () => undefined,
        (error: unknown) => error,
      )
      isDone = killed === undefined
      if (killed !== undefined) expect(messageOf(killed)).toBe('killed')
      await forget('mine')
      expect(await state()).toBe(before)
    }
})
