import { broaderGenres } from '#catalogue/vocabulary/genres'
import { isOutvoted, trustByVoice, weakestVoice } from './outvoted'
import type { LossRule, Provenance } from './provenance'
import { addLosers, type Ranked, type Stated, voiceOf } from './rank'
import { union } from './union'

/** Words of one record from which its genres are tags: no source that states genres has as many. */
const MOST_GENRES = 10
type Genres = Stated<string[]>

const hasTags = ({ record }: Ranked): boolean =>
  (record.genres?.length ?? 0) + (record.unknown?.genres?.length ?? 0) > MOST_GENRES

/** Returns the voice that alone states a genre, by genre. */
function loneVoices(stated: readonly Genres[]): ReadonlyMap<string, string> {
  const voices = new Map<string, string>()
  const shared = new Set<string>()
  for (const { by, value } of stated)
    for (const genre of value) {
      const voice = voices.get(genre) ?? voiceOf(by)
      voices.set(genre, voice)
      if (voice !== voiceOf(by)) shared.add(genre)
    }
  for (const genre of shared) voices.delete(genre)
  return voices
}

/** True if a genre is a kind of one that another voice states, and few sources have a word for it. */
const isFiner = (genre: string, voice: string, stated: readonly Genres[]): boolean =>
  broaderGenres(genre).some((broader) =>
    stated.some(({ by, value }) => voiceOf(by) !== voice && value.includes(broader)),
  )

/** Returns the genres that one voice alone states, if it is the least trusted or has three against it, by record. Some genre stays. */
function loneGenres(stated: readonly Genres[]): Genres[] {
  const lone = loneVoices(stated)
  if (lone.size === 0) return []
  const trusts = trustByVoice(stated.map(({ by }) => by))
  const weakest = weakestVoice(trusts)
  const isLost = (genre: string, voice: string) =>
    (voice === weakest || isOutvoted(voice, trusts)) && !isFiner(genre, voice, stated)
  const lost = new Set([...lone].flatMap(([genre, voice]) => (isLost(genre, voice) ? genre : [])))
  if (stated.every(({ value }) => value.every((genre) => lost.has(genre)))) return []
  return stated.flatMap(({ by, value }) => {
    const gone = value.filter((genre) => lost.has(genre))
    return gone.length > 0 ? [{ by, value: gone }] : []
  })
}

/**
 * Returns the genres that any record states, but for those of a record whose genres are tags, where another has genres, and those that one
 * voice alone states, if it is the least trusted of at least three, or has three others against it of which one is trusted as much.
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
