import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { mergeTwoGames, overrideField, splitGame, undoDecision } from '#db/decision/curate'
import { type DecisionOutcome, importDecisions } from '#db/decision/execute'
import { type Decision, listDecisions } from '#db/decision/queries'
import { listGameRecords } from '#db/game/records'
import { rowsOf, type Stores } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const ADA = { author: 'ada', reason: null }
const TITLES = ['Xenon', 'Xenon 2', 'Xenon: The Return', 'Doom', 'Doom', 'Zinc']
const LISTS = ['a', 'b', 'c']

const action = fc.record({
  does: fc.constantFrom('merge', 'split', 'override'),
  one: fc.nat(),
  other: fc.nat(),
  takes: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
})
const law = fc.record({
  years: fc.array(fc.constantFrom(1990, 1996, 2016), { minLength: 18, maxLength: 18 }),
  actions: fc.array(action, { minLength: 4, maxLength: 8 }),
  order: fc.shuffledSubarray(LISTS, { minLength: 3 }),
  importsAt: fc.integer({ min: 0, max: 3 }),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never
type Law = typeof law extends fc.Arbitrary<infer T> ? T : never

/** Returns a source whose titles are easily confused and sometimes years apart. */
function sourceOf(list: string, years: readonly number[]) {
  const records = TITLES.map((title, at): Given => {
    const date = `${years[LISTS.indexOf(list) * TITLES.length + at]}-01-01`
    return { key: `${at}`, title, releases: [{ platform: 'pc', released: { date, precision: 'year' } }] }
  })
  return memorySource(list, [records])
}

const liveGames = (stores: Stores) =>
  rowsOf<{ id: string; slug: string }>(
    stores.db,
    sql`select id, slug from game where merged_into is null order by slug`,
  )

async function act(stores: Stores, { does, one, other, takes }: Action): Promise<DecisionOutcome> {
  const games = await liveGames(stores)
  const [game, second] = [games[one % games.length], games[other % games.length]]
  if (!game || !second) throw new Error('a catalogue has games')
  if (does === 'merge') return mergeTwoGames(stores, [game.slug, second.slug], ADA)
  if (does === 'override') return overrideField(stores, game.slug, { field: 'summary', value: `${one}` }, ADA)
  const records = await listGameRecords(stores.db, game.id)
  const taken = records.filter((_, at) => takes[at]).map(({ source, dataset, key }) => ({ source, dataset, key }))
  return splitGame(stores, game.slug, taken, ADA)
}

type Made = { id: string; before: string }

/** Makes one decision after another and returns those made, each with the hash before it. Refused ones must change nothing. */
async function actAll(stores: Stores, actions: readonly Action[]): Promise<Made[]> {
  const made: Made[] = []
  for (const each of actions) {
    const before = await catalogueHash(stores.db)
    const outcome = await act(stores, each)
    if (outcome.ok) made.push({ id: outcome.decision.id, before })
    else expect(await catalogueHash(stores.db)).toBe(before)
  }
  return made
}

/** Returns the hash of a catalogue that imports the decisions after `importsAt` of its loads. */
async function carriedHash({ years, order, importsAt }: Law, decisions: readonly Decision[]): Promise<string> {
  await using stores = await createTestStores()
  for (const list of order.slice(0, importsAt)) await load(stores, sourceOf(list, years))
  await importDecisions(stores, decisions)
  for (const list of order.slice(importsAt)) await load(stores, sourceOf(list, years))
  return await catalogueHash(stores.db)
}

const RUNS = 3
const MINUTES = 3 * 60_000

test(
  'decisions win in every catalogue that imports them, and undone from last to first they leave no trace',
  () =>
    fc.assert(
      fc.asyncProperty(law, async (given) => {
        await using stores = await createTestStores()
        for (const list of LISTS) await load(stores, sourceOf(list, given.years))
        const made = await actAll(stores, given.actions)
        const decisions = await listDecisions(stores.db, undefined, 100)
        expect(await carriedHash(given, decisions)).toBe(await catalogueHash(stores.db))
        for (const { id, before } of made.toReversed()) {
          expect(await undoDecision(stores, id, ADA)).toMatchObject({ ok: true })
          expect(await catalogueHash(stores.db)).toBe(before)
        }
      }),
      { numRuns: RUNS },
    ),
  MINUTES,
)
