import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { mergeTwoGames, planMerge, planSplit, splitGame } from '#db/decision/curate'
import { previewDecision } from '#db/decision/preview'
import { listGameRecords } from '#db/game/records'
import { rowsOf, type Stores } from '#db/stores'
import { hash64 } from '#lib/hash'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const ADA = { author: 'ada', reason: null }
const TITLES = ['Xenon', 'Xenon 2', 'Xenon: The Return', 'Doom', 'Zinc']
const LISTS = ['a', 'b', 'c']

const law = fc.record({
  years: fc.array(fc.constantFrom(1990, 1996, 2016), { minLength: 15, maxLength: 15 }),
  actions: fc.array(
    fc.record({
      merges: fc.boolean(),
      one: fc.nat(),
      other: fc.nat(),
      takes: fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
    }),
    { minLength: 3, maxLength: 6 },
  ),
})
type Law = typeof law extends fc.Arbitrary<infer T> ? T : never
type Action = Law['actions'][number]

/** Returns a source whose titles are easily confused and sometimes years apart. */
function sourceOf(list: string, years: readonly number[]) {
  const records = TITLES.map((title, at): Given => {
    const date = `${years[LISTS.indexOf(list) * TITLES.length + at]}-01-01`
    return {
      key: `${at}`,
      title,
      summary: `${title} of ${list}`,
      releases: [{ platform: 'pc', released: { date, precision: 'year' } }],
    }
  })
  return memorySource(list, [records])
}

const liveGames = (stores: Stores) =>
  rowsOf<{ id: string; slug: string; hash: string }>(
    stores.db,
    sql`select id, slug, content_hash::text as hash from game where merged_into is null order by slug`,
  )

/** Previews a decision, makes it, and expects the games of the preview. Both refuse for the same reason. */
async function act(stores: Stores, { merges, one, other, takes }: Action): Promise<void> {
  const games = await liveGames(stores)
  const [game, second] = [games[one % games.length], games[other % games.length]]
  if (!game || !second) throw new Error('a catalogue has games')
  const records = await listGameRecords(stores.db, game.id)
  const taken = records.filter((_, at) => takes[at]).map(({ source, dataset, key }) => ({ source, dataset, key }))
  const before = await catalogueHash(stores.db)
  const preview = await previewDecision(stores.db, (db) =>
    merges ? planMerge(db, [game.slug, second.slug], ADA) : planSplit(db, game.slug, taken, ADA),
  )
  expect(await catalogueHash(stores.db)).toBe(before)
  const outcome = merges
    ? await mergeTwoGames(stores, [game.slug, second.slug], ADA)
    : await splitGame(stores, game.slug, taken, ADA)
  if ('code' in preview) {
    expect(outcome).toEqual({ ok: false, refusal: preview })
    return
  }
  const hashes = new Map((await liveGames(stores)).map(({ hash, slug }) => [hash, slug]))
  const seen = preview.after.map(({ golden, slug }) => [slug ?? '?', hashes.get(`${hash64(JSON.stringify(golden))}`)])
  expect(seen).toEqual(preview.after.map(({ slug }) => [slug ?? '?', slug ?? expect.any(String)]))
  expect(preview.before.map(({ slug }) => slug).sort()).toEqual(
    (merges ? [game.slug, second.slug] : [game.slug]).toSorted(),
  )
}

const RUNS = 4
const MINUTES = 3 * 60_000

test(
  'a preview of a merge or split tells the games that the decision then makes, or why it is refused, and changes nothing',
  () =>
    fc.assert(
      fc.asyncProperty(law, async ({ years, actions }) => {
        await using stores = await createTestStores()
        for (const list of LISTS) await load(stores, sourceOf(list, years))
        for (const each of actions) await act(stores, each)
      }),
      { numRuns: RUNS },
    ),
  MINUTES,
)
