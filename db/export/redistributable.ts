import { applyOverrides, type Override, releaseOverrides } from '#catalogue/decision/override'
import type { ExportCounts } from '#catalogue/export/exported-game'
import { refName } from '#catalogue/match/rules'
import { companyKey, companySlug } from '#catalogue/merge/company'
import type { GoldenGame } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import { titleSlug } from '#catalogue/merge/slug'
import { type MappedWords, withMappedWords } from '#catalogue/vocabulary/mapped-words'
import { genreIdsOf, platformIdsOf } from '#db/game/vocabulary-ids'
import type { ExportedRecord, ExportRow } from './statement'

/** A game of an export without its records. */
export type FreeGame = Omit<ExportRow, 'records'>

/** Decisions of people that a merge needs: overrides by the name of their record, and mapped words. */
export type MergeDecisions = { overrides: ReadonlyMap<string, readonly Override[]>; words: MappedWords }

/**
 * Returns a game with only values that may be redistributed: made of the records of such sources and the overrides of people, as if
 * no other source had been loaded. `undefined` if it has no title then. Adds what differs to `counts`.
 */
export function redistributableGame(
  row: ExportRow,
  decisions: MergeDecisions,
  counts: ExportCounts,
): FreeGame | undefined {
  const { records, ...stored } = row
  if (records === null) return stored
  const golden = mergeFree(records, decisions)
  if (golden.title === '') {
    counts.omitted++
    return undefined
  }
  const free = { id: row.id, slug: row.slug, ...valuesOf(golden, stored.companies), sourceIds: sourcesOf(records) }
  countDifferences(stored, free, counts)
  return free
}

function mergeFree(records: readonly ExportedRecord[], { overrides, words }: MergeDecisions): GoldenGame {
  const free = records.flatMap(({ record, ...from }) =>
    record === null ? [] : [{ ...from, record: withMappedWords(record, words, from.ref.source) }],
  )
  const given = records.flatMap(({ ref }) => overrides.get(refName(ref)) ?? [])
  return applyOverrides(mergeRecords(free, releaseOverrides(given)), given)
}

const sourcesOf = (records: readonly ExportedRecord[]): number[] => [
  ...new Set(records.flatMap(({ record, sourceId }) => (record === null ? [] : [sourceId]))),
]

/** Returns the values of a merged game as a row has them; a company that is in `stored` has its slug there. */
const valuesOf = (golden: GoldenGame, stored: FreeGame['companies']): Omit<FreeGame, 'id' | 'slug' | 'sourceIds'> => ({
  title: golden.title,
  kind: golden.kind,
  year: golden.year ?? null,
  released: golden.released?.date ?? null,
  releasedPrecision: golden.released?.precision ?? null,
  scoreCritics: golden.critics ?? null,
  scoreUsers: golden.users ?? null,
  scoreVotes: golden.votes ?? null,
  salesCopies: golden.salesCopies ?? null,
  popularity: golden.popularity ?? null,
  summary: golden.summary ?? null,
  website: golden.website ?? null,
  alternativeNames: golden.alternativeNames,
  platformIds: platformIdsOf(golden),
  genreIds: genreIdsOf(golden),
  companies: byKey(
    golden.companies.map(({ name, role }) => ({ slug: slugIn(stored, name), name, role })),
    ({ role, slug }) => `${role ?? '~'} ${slug}`,
  ),
  series: byKey(
    golden.series.map((name) => ({ slug: titleSlug(name), name })),
    ({ slug }) => slug,
  ),
  ids: golden.externalIds,
})

const slugIn = (stored: FreeGame['companies'], name: string): string =>
  stored.find(({ slug }) => companyKey(slug) === companyKey(name))?.slug ?? companySlug(name)

/** Returns one item per key, ordered by key. */
function byKey<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const found = new Map(items.map((item) => [keyOf(item), item]))
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? [])
}

type ReadValue = (game: FreeGame) => unknown

/** Values that are counted, each as a text or a list of texts whose order does not matter. */
const COMPARED: readonly ReadValue[] = [
  ({ title }) => title,
  ({ kind }) => kind,
  ({ released, releasedPrecision }) => released && `${released} ${releasedPrecision}`,
  ({ scoreCritics }) => scoreCritics,
  ({ scoreUsers }) => scoreUsers,
  ({ scoreVotes }) => scoreVotes,
  ({ salesCopies }) => salesCopies,
  ({ popularity }) => popularity,
  ({ summary }) => summary,
  ({ website }) => website,
  ({ alternativeNames }) => alternativeNames,
  ({ platformIds }) => platformIds,
  ({ genreIds }) => genreIds,
  ({ companies }) => companies.map(({ role, slug }) => `${role} ${slug}`),
  ({ series }) => series.map(({ slug }) => slug),
  ({ ids }) => ids.map(({ source, id }) => `${source}:${id}`),
]

function countDifferences(stored: FreeGame, free: FreeGame, counts: ExportCounts): void {
  for (const read of COMPARED) {
    const [before, after] = [textOf(read(stored)), textOf(read(free))]
    if (before === after) continue
    if (after === '') counts.null++
    else counts.replaced++
  }
}

const textOf = (value: unknown): string => (Array.isArray(value) ? [...value].sort().join('\n') : String(value ?? ''))
