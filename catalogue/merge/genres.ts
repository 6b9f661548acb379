import type { LossRule, Provenance } from './provenance'
import { addLosers, type Ranked, type Stated, voiceOf } from './rank'
import { union } from './union'

/** Words of one record from which its genres are tags: no source that states genres has as many. */
const MOST_GENRES = 10
/** Voices from which one that is alone may be wrong. */
const ENOUGH_VOICES = 3

type Genres = Stated<string[]>

const hasTags = ({ record }: Ranked): boolean =>
  (record.genres?.length ?? 0) + (record.unknown?.genres?.length ?? 0) > MOST_GENRES

/** Returns the least trusted voice of at least three that state genres; `undefined` if two are trusted as little. */
function weakestOf(stated: readonly Genres[]): string | undefined {
  const trusts = new Map<string, number>()
  for (const { by } of stated) trusts.set(voiceOf(by), Math.max(by.trust, trusts.get(voiceOf(by)) ?? 0))
  const [weakest, next] = [...trusts].sort((one, other) => one[1] - other[1])
  return trusts.size >= ENOUGH_VOICES && weakest && next && weakest[1] < next[1] ? weakest[0] : undefined
}

/** Returns the genres that the least trusted voice alone states, by record. */
function loneGenres(stated: readonly Genres[]): Genres[] {
  const weakest = weakestOf(stated)
  if (weakest === undefined) return []
  const others = new Set(stated.flatMap(({ by, value }) => (voiceOf(by) === weakest ? [] : value)))
  return stated.flatMap(({ by, value }) => {
    const lone = voiceOf(by) === weakest ? value.filter((genre) => !others.has(genre)) : []
    return lone.length > 0 ? [{ by, value: lone }] : []
  })
}

/**
 * Returns the genres that any record states, but for those of a record whose genres are tags, where another has genres, and those that
 * only the least trusted of at least three voices states.
 */
export function mergeGenres(ranked: readonly Ranked[], provenance: Provenance): string[] {
  const every = ranked.flatMap((by) => (by.record.genres?.length ? [{ by, value: by.record.genres }] : []))
  const tagged = every.filter(({ by }) => hasTags(by))
  const isTagged = tagged.length > 0 && tagged.length < every.length
  const stated = isTagged ? every.filter((one) => !tagged.includes(one)) : every
  const lone = loneGenres(stated)
  const lost = new Set(lone.flatMap(({ value }) => value))
  const left = new Map(stated.map(({ by, value }) => [by, value.filter((genre) => !lost.has(genre))]))
  const genres = union(
    provenance,
    'genres',
    ranked,
    (by) => left.get(by),
    (genre) => genre,
  )
  const losses: [LossRule, Genres[]][] = [
    ['lone_genre', lone],
    ['tags', isTagged ? tagged : []],
  ]
  for (const [rule, losers] of losses) addLosers(provenance, 'genres', rule, losers)
  return genres
}
