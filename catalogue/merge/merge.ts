import { ratingOf } from '#catalogue/vocabulary/boards'
import { mergeCompanies } from './companies'
import { markDisputes } from './disputes'
import { mergeKind, mergeRelations, mergeSeries, mergeTags } from './fields'
import { mergeScore } from './figures'
import { firstRelease } from './first-release'
import { mergeGenres } from './genres'
import type { GoldenGame, MergeRecord } from './golden'
import { NO_RELEASE_OVERRIDES, overrideReleases, type ReleaseOverrides } from './overridden-releases'
import { mergePopularity } from './popularity'
import type { Provenance } from './provenance'
import { choose, type Ranked, rank, statedBy } from './rank'
import { mergeReleases } from './releases'
import { mergeSales } from './sales'
import { sortTitleOf } from './slug'
import { cleanSpelling } from './spelling'
import { mergeTitle } from './title'
import { union } from './union'

export type { GoldenCompany, GoldenGame, GoldenRelease, MergeRecord } from './golden'

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

const caseless = (name: string) => name.trim().toLowerCase()

/** Returns every other name, each once whatever its case, without the title. */
function mergeNames(ranked: readonly Ranked[], title: string, provenance: Provenance): string[] {
  const chosen = caseless(title)
  return union(
    provenance,
    'alternativeNames',
    ranked,
    ({ spelling, record }) => [spelling, ...(record.alternativeNames ?? []).map(cleanSpelling)],
    (name) => (caseless(name) === chosen ? '' : caseless(name)),
  )
}

/** Returns every id of the game at any source, by source and id. A record's key is an id at its own source. */
function mergeIds(ranked: readonly Ranked[], provenance: Provenance): GoldenGame['externalIds'] {
  return union(
    provenance,
    'ids',
    ranked,
    ({ ref, record }) => [
      { source: ref.source, id: ref.key },
      ...Object.entries(record.externalIds ?? {}).map(([source, id]) => ({ source, id })),
    ],
    ({ source, id }) => `${source}:${id}`,
  ).sort((one, other) => compare(one.source, other.source) || compare(one.id, other.id))
}

/** Returns the best-ranked rating of each board, by board. */
const mergeRatings = (ranked: readonly Ranked[], provenance: Provenance) =>
  union(
    provenance,
    'ratings',
    ranked,
    ({ record }) => record.ratings?.flatMap((stated) => ratingOf(stated) ?? []),
    ({ board }) => board,
  ).sort((one, other) => compare(one.board, other.board))

function mergeCover(ranked: readonly Ranked[], provenance: Provenance): GoldenGame['cover'] {
  return choose(
    provenance,
    'cover',
    statedBy(ranked, ({ ref, record }) => (record.cover ? { url: record.cover, source: ref.source } : undefined)),
  )
}

function mergeScores(ranked: readonly Ranked[], provenance: Provenance) {
  const critics = mergeScore(ranked, 'critics', provenance)
  const users = mergeScore(ranked, 'users', provenance)
  return { critics: critics?.value, users: users?.value, votes: users?.votes ?? critics?.votes }
}

/** Removes the members that are undefined: an absent field is unknown. */
function withoutUndefined<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  // safe: only the entries that are undefined were taken out
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function mergeOptional(
  ranked: readonly Ranked[],
  releases: GoldenGame['releases'],
  overrides: ReleaseOverrides,
  provenance: Provenance,
) {
  const released = firstRelease(ranked, releases, overrides, provenance)
  const salesCopies = mergeSales(ranked, releases, overrides, provenance)
  return withoutUndefined({
    summary: choose(
      provenance,
      'summary',
      statedBy(ranked, ({ record }) => record.summary),
    ),
    website: choose(
      provenance,
      'website',
      statedBy(ranked, ({ record }) => record.website),
    ),
    cover: mergeCover(ranked, provenance),
    released,
    year: released ? Number(released.date.slice(0, 4)) : undefined,
    salesCopies,
    popularity: mergePopularity(ranked, salesCopies, provenance),
    tags: mergeTags(ranked, provenance),
    ...mergeScores(ranked, provenance),
  })
}

/**
 * Merges the records of one cluster into one game, with provenance. `overrides` replace releases per platform (Default: none).
 *
 * For each field the more trusted source wins, then the record with more fields, then the one with the latest date, then the
 * first by ref. The order of the records does not matter. An empty value never wins over another.
 */
export function mergeRecords(
  records: readonly MergeRecord[],
  overrides: ReleaseOverrides = NO_RELEASE_OVERRIDES,
): GoldenGame {
  const ranked = rank(records)
  const provenance: Provenance = {}
  const title = mergeTitle(ranked, provenance)
  const stated = mergeReleases(ranked, (platform) => overrides.has(platform), provenance)
  const releases = overrideReleases(stated, overrides, ranked, provenance)
  const game: GoldenGame = {
    title,
    sortTitle: sortTitleOf(title),
    kind: mergeKind(ranked, provenance),
    ...mergeOptional(ranked, releases, overrides, provenance),
    releases,
    genres: mergeGenres(ranked, provenance),
    series: mergeSeries(ranked, provenance),
    companies: mergeCompanies(ranked, provenance),
    alternativeNames: mergeNames(ranked, title, provenance),
    externalIds: mergeIds(ranked, provenance),
    relations: mergeRelations(ranked, provenance),
    ratings: mergeRatings(ranked, provenance),
    provenance,
  }
  markDisputes(provenance, ranked)
  return game
}
