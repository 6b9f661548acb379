import { afterEach, beforeEach, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { RecordRef } from '#catalogue/record-ref'
import { decidePair, decideReview, mergeTwoGames, splitGame, undoDecision } from '#db/decision/curate'
import type { DecisionOutcome } from '#db/decision/execute'
import type { Decision } from '#db/decision/queries'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

/** Four datasets, each with the same games on one platform. Two records of one dataset are one game only if a person decides so. */
const LISTS = ['a', 'b', 'c', 'd']
const PC_1990 = { releases: [{ platform: 'pc', released: { date: '1990-01-01', precision: 'year' as const } }] }
const game = (key: string, title: string): Given => ({ key, title, ...PC_1990 })

beforeEach(async () => {
  stores = await createTestStores()
  for (const list of LISTS)
    await load(stores, memorySource(list, [[game('x', 'Xenon'), game('y', 'Yttrium'), game('z', 'Zinc')]]))
})
afterEach(() => stores[Symbol.asyncDispose]())

const ADA = { author: 'ada', reason: null }
const ref = (source: string, key: string): RecordRef => ({ source, dataset: source, key })

function decided(outcome: DecisionOutcome): Decision {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.decision
}

/** Each game by its slug: its records, or where it went. */
async function games(): Promise<Record<string, string>> {
  const rows = await rowsOf<{ slug: string; holds: string }>(
    stores.db,
    sql`select g.slug, coalesce('-> ' || heir.slug, (
        select string_agg(s.slug || r.source_key, ' ' order by r.source_key, s.slug)
        from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
        where l.game_id = g.id), 'nothing') as holds
      from game g left join game heir on heir.id = g.merged_into`,
  )
  return Object.fromEntries(rows.map(({ slug, holds }) => [slug, holds]))
}

const APART = { xenon: 'ax bx cx dx', yttrium: 'ay by cy dy', zinc: 'az bz cz dz' }

test('a split takes some of many records', async () => {
  const { id } = decided(await splitGame(stores, 'xenon', [ref('b', 'x'), ref('d', 'x'), ref('d', 'x')], ADA))
  expect(Object.values(await games()).sort()).toEqual(['ax cx', APART.yttrium, APART.zinc, 'bx dx'])
  decided(await undoDecision(stores, id, ADA))
  expect(await games()).toMatchObject(APART)
})

test('a merge takes all records of both games, though one dataset has both', async () => {
  const before = await catalogueHash(stores.db)
  const { id } = decided(await mergeTwoGames(stores, ['yttrium', 'xenon'], ADA))
  expect(await games()).toEqual({ xenon: `${APART.xenon} ${APART.yttrium}`, yttrium: '-> xenon', zinc: APART.zinc })
  decided(await undoDecision(stores, id, ADA))
  expect(await games()).toEqual(APART)
  expect(await catalogueHash(stores.db)).toBe(before)
})

test('a merge is refused if two of the records were decided to be different games', async () => {
  const before = await games()
  const rule = { kind: 'cannot_link', one: ref('b', 'x'), other: ref('d', 'y') } as const
  const { id } = decided(await decidePair(stores, rule, ADA))
  const outcome = await mergeTwoGames(stores, ['xenon', 'yttrium'], ADA)
  expect(outcome).toEqual({ ok: false, refusal: { code: 'contradiction', decision: id } })
  expect(await games()).toEqual(before)
})

test('a review decided as the same joins the two games completely', async () => {
  await stores.db.execute(sql`insert into match_review (one_record, other_record, score, evidence)
    select min(id), max(id), 5, '[]' from source_record`)
  const [doubt] = await rowsOf<{ id: number }>(stores.db, sql`select id::int from match_review`)
  decided(await decideReview(stores, doubt?.id ?? 0, true, ADA))
  expect(await games()).toEqual({ xenon: `${APART.xenon} ${APART.zinc}`, yttrium: APART.yttrium, zinc: '-> xenon' })
})

test('merges of merged games are undone one by one, each slug leading where it led before', async () => {
  const first = decided(await mergeTwoGames(stores, ['zinc', 'yttrium'], ADA))
  const between = await games()
  const second = decided(await mergeTwoGames(stores, ['yttrium', 'xenon'], ADA))
  expect(await undoDecision(stores, first.id, ADA)).toMatchObject({ refusal: { code: 'built_upon' } })
  decided(await undoDecision(stores, second.id, ADA))
  expect(await games()).toEqual(between)
  decided(await undoDecision(stores, first.id, ADA))
  expect(await games()).toEqual(APART)
})

test('a game that was merged away because of a split comes back when the split is undone', async () => {
  const release = (year: number) => [
    { platform: 'pc', released: { date: `${year}-01-01`, precision: 'year' as const } },
  ]
  const elite = (list: string, more: object) => memorySource(list, [[{ key: 'e', title: 'Elite', ...more }]])
  await load(stores, elite('e', {}))
  await load(stores, elite('f', { releases: release(1984) }))
  await load(stores, elite('g', { releases: release(2014) }))
  const before = await games()
  expect(before).toMatchObject({ elite: 'ee fe', 'elite-2014': 'ge' })
  const { id } = decided(await splitGame(stores, 'elite', [ref('f', 'e')], ADA))
  expect(await games()).toMatchObject({ elite: 'ee ge', 'elite-2014': '-> elite' })
  decided(await undoDecision(stores, id, ADA))
  expect(await games()).toMatchObject(before)
})
