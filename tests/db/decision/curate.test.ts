import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { RecordRef } from '#catalogue/record-ref'
import { decidePair, mergeTwoGames, overrideField, removeOverride, splitGame, undoDecision } from '#db/decision/curate'
import { type DecisionOutcome, importDecisions } from '#db/decision/execute'
import { type Decision, listDecisions } from '#db/decision/queries'
import { listGameRecords } from '#db/game/records'
import { MATCH_LOCK } from '#db/match/lock'
import { requeueAll } from '#db/match/pending'
import { matchPendingRecords } from '#db/match/run'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
  await loadAll()
})
afterEach(() => stores[Symbol.asyncDispose]())

const ADA = { author: 'ada', reason: 'I own both' }
const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })
const ref = (source: string, key: string): RecordRef => ({ source, dataset: source, key })

const A = memorySource('a', [[game('elite', 'Elite', { summary: 'From a.' }), game('doom', 'Doom')]], 80)
const B = memorySource('b', [[game('elite', 'Elite', { summary: 'From b.' }), game('ultima', 'Ultima')]], 50)

async function loadAll(): Promise<void> {
  await load(stores, A)
  await load(stores, B)
}

type Row = { slug: string; title: string; summary: string | null; into: string | null }

const games = () =>
  rowsOf<Row>(
    stores.db,
    sql`select g.slug, g.title, g.summary, m.slug as into from game g left join game m on m.id = g.merged_into order by g.slug`,
  )
const living = async () => (await games()).filter(({ into }) => into === null).map(({ slug }) => slug)

function decided(outcome: DecisionOutcome): Decision {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.decision
}

/** Everything a timer would do: load again, match everything again. */
async function again(): Promise<void> {
  await loadAll()
  await requeueAll(stores.db)
  await matchPendingRecords({ stores, runId: undefined, signal: new AbortController().signal, onProgress() {} })
}

const recordsOf = async (slug: string): Promise<RecordRef[]> => {
  const [found] = await rowsOf<{ id: string }>(stores.db, sql`select id from game where slug = ${slug}`)
  const records = await listGameRecords(stores.db, found?.id ?? '')
  return records.map(({ source, dataset, key }) => ({ source, dataset, key }))
}

describe('an override', () => {
  test('wins at once, after every later load and after matching again', async () => {
    decided(await overrideField(stores, 'elite', { field: 'summary', value: 'Space.' }, ADA))
    for (const later of [async () => {}, again, again]) {
      await later()
      expect((await games()).find(({ slug }) => slug === 'elite')?.summary).toBe('Space.')
    }
  })

  test('that is removed lets the sources decide again', async () => {
    const before = await catalogueHash(stores.db)
    decided(await overrideField(stores, 'elite', { field: 'summary', value: 'Space.' }, ADA))
    decided(await overrideField(stores, 'elite', { field: 'summary', value: 'Trade.' }, ADA))
    decided(await removeOverride(stores, 'elite', 'summary', ADA))
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await removeOverride(stores, 'elite', 'summary', ADA)).toEqual({
      ok: false,
      refusal: { code: 'not_overridden' },
    })
  })

  test('changes the version once, and the feed has the change with its decision', async () => {
    const { id } = decided(await overrideField(stores, 'elite', { field: 'title', value: 'Elite!' }, ADA))
    await again()
    expect(await rowsOf(stores.db, sql`select version from game where slug = 'elite'`)).toMatchObject([{ version: 3 }])
    const changes = sql`select kind, version from game_change where decision_id = ${id}::uuid`
    expect(await rowsOf(stores.db, changes)).toMatchObject([{ kind: 'updated', version: 3 }])
  })
})

describe('two games that a person merges', () => {
  test('stay one game, and the slug of the newer leads to the older', async () => {
    decided(await mergeTwoGames(stores, ['ultima', 'doom'], ADA))
    for (const later of [async () => {}, again]) {
      await later()
      expect(await living()).toEqual(['doom', 'elite'])
      expect((await games()).find(({ slug }) => slug === 'ultima')?.into).toBe('doom')
    }
  })

  test('are two again under their own slugs once the merge is undone', async () => {
    const before = await catalogueHash(stores.db)
    const { id } = decided(await mergeTwoGames(stores, ['ultima', 'doom'], ADA))
    decided(await undoDecision(stores, id, ADA))
    expect(await living()).toEqual(['doom', 'elite', 'ultima'])
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await undoDecision(stores, id, ADA)).toEqual({ ok: false, refusal: { code: 'undone_already' } })
  })

  test('are refused if they are one already or do not exist', async () => {
    decided(await mergeTwoGames(stores, ['ultima', 'doom'], ADA))
    expect(await mergeTwoGames(stores, ['doom', 'ultima'], ADA)).toEqual({ ok: false, refusal: { code: 'same_game' } })
    expect(await mergeTwoGames(stores, ['doom', 'nothing'], ADA)).toEqual({
      ok: false,
      refusal: { code: 'no_such_game' },
    })
  })
})

describe('records that a person splits off', () => {
  test('leave the game, and stay separate after every later load', async () => {
    const [first, second] = await recordsOf('elite')
    if (!first || !second) throw new Error('Elite has two records')
    decided(await splitGame(stores, 'elite', [second], ADA))
    for (const later of [async () => {}, again]) {
      await later()
      expect(await recordsOf('elite')).toEqual([first])
      expect((await living()).length).toBe(4)
    }
  })

  test('are a split in the feed, and return when it is undone', async () => {
    const before = await catalogueHash(stores.db)
    const { id } = decided(await splitGame(stores, 'elite', [ref('b', 'elite')], ADA))
    const changes = sql`select kind from game_change where decision_id = ${id}::uuid order by kind`
    expect(await rowsOf(stores.db, changes)).toMatchObject([{ kind: 'split' }, { kind: 'updated' }])
    decided(await undoDecision(stores, id, ADA))
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('must be some of the records, not none, all or others', async () => {
    const before = await catalogueHash(stores.db)
    const refusal = async (taken: RecordRef[]) => {
      const outcome = await splitGame(stores, 'elite', taken, ADA)
      return outcome.ok ? undefined : outcome.refusal.code
    }
    expect(await refusal([])).toBe('nothing_taken')
    expect(await refusal(await recordsOf('elite'))).toBe('nothing_left')
    expect(await refusal([ref('a', 'doom')])).toBe('not_of_this_game')
    expect(await catalogueHash(stores.db)).toBe(before)
  })
})

test('two records with keys of the greatest length can be linked', async () => {
  const [one, other] = ['鉄'.repeat(600), '拳'.repeat(600)]
  await load(stores, memorySource('c', [[game(one, 'Tekken')]]))
  await load(stores, memorySource('c', [[game(one, 'Tekken'), game(other, 'Iron Fist')]]))
  const rule = { kind: 'must_link', one: ref('c', one), other: ref('c', other) } as const
  decided(await decidePair(stores, rule, ADA))
  expect(await living()).toContain('tekken')
  expect(await living()).not.toContain('iron-fist')
})

test('a decision that changes no game is in the feed nevertheless', async () => {
  const rule = { kind: 'cannot_link', one: ref('a', 'doom'), other: ref('b', 'ultima') } as const
  const { id } = decided(await decidePair(stores, rule, ADA))
  const told = await rowsOf<{ slug: string; kind: string; version: number }>(
    stores.db,
    sql`select g.slug, c.kind, c.version from game_change c join game g on g.id = c.game_id
      where c.decision_id = ${id}::uuid order by g.slug`,
  )
  expect(told).toEqual([
    { slug: 'doom', kind: 'updated', version: 1 },
    { slug: 'ultima', kind: 'updated', version: 1 },
  ])
})

describe('a decision', () => {
  test('that contradicts another one is refused with its id, and nothing changes', async () => {
    const { id } = decided(await splitGame(stores, 'elite', [ref('b', 'elite')], ADA))
    const before = await catalogueHash(stores.db)
    const rule = { kind: 'must_link', one: ref('a', 'elite'), other: ref('b', 'elite') } as const
    const outcome = await decidePair(stores, rule, ADA)
    expect(outcome).toEqual({ ok: false, refusal: { code: 'contradiction', decision: id } })
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await listDecisions(stores.db, undefined, 10)).toHaveLength(1)
  })

  test('on which a later one depends is not undone', async () => {
    const { id } = decided(await mergeTwoGames(stores, ['ultima', 'doom'], ADA))
    const later = decided(await overrideField(stores, 'doom', { field: 'title', value: 'Doom Ultima' }, ADA))
    const outcome = await undoDecision(stores, id, ADA)
    expect(outcome).toEqual({ ok: false, refusal: { code: 'built_upon', decision: later.id } })
    decided(await undoDecision(stores, later.id, ADA))
    decided(await undoDecision(stores, id, ADA))
  })

  test('on a record that is not loaded is refused', async () => {
    const rule = { kind: 'must_link', one: ref('a', 'elite'), other: ref('z', 'nobody') } as const
    expect(await decidePair(stores, rule, ADA)).toEqual({ ok: false, refusal: { code: 'no_such_record' } })
  })
})

test('decisions imported into an empty catalogue win there too', async () => {
  decided(await mergeTwoGames(stores, ['ultima', 'doom'], ADA))
  decided(await splitGame(stores, 'elite', [ref('b', 'elite')], ADA))
  decided(await overrideField(stores, 'doom', { field: 'summary', value: 'Hell.' }, ADA))
  const wanted = await catalogueHash(stores.db)
  const carried = await listDecisions(stores.db, undefined, 100)
  const former = stores
  stores = await createTestStores()
  expect(await importDecisions(stores, carried)).toBe(3)
  await load(stores, B)
  await load(stores, A)
  expect(await catalogueHash(stores.db)).toBe(wanted)
  expect(await importDecisions(stores, carried)).toBe(0)
  await former[Symbol.asyncDispose]()
})

test('while a load is being matched no decision is made', async () => {
  const outcome = await stores.exclusively(MATCH_LOCK, () => mergeTwoGames(stores, ['ultima', 'doom'], ADA))
  expect(outcome).toEqual({ ok: false, refusal: { code: 'busy' } })
})
