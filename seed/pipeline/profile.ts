import type { CatalogueRecord } from '#catalogue/record'
import { ofEachKind, UNKNOWN_KINDS, type UnknownKind } from '#catalogue/vocabulary/unknown-words'
import type { IngestRun, Profile } from '#db/run/queries'

/** Times each name was met. */
type Times = Map<string, number>

/**
 * What a run has met so far: how many records, in how many of them each field of theirs was filled, how often each platform
 * and genre was named, and how often each word that no vocabulary holds.
 */
export type RunProfile = {
  records: number
  fields: Times
  platforms: Times
  genres: Times
  unknown: Record<UnknownKind, Times>
}

/** Names of fields are kept up to so many: whoever has more uses keys as values. */
const MOST_FIELDS = 500

/** What was met up to where a run stopped; nothing at its beginning. */
export function resumeProfile({
  profile,
  unknownWords,
}: Partial<Pick<IngestRun, 'profile' | 'unknownWords'>> = {}): RunProfile {
  return {
    records: profile?.records ?? 0,
    fields: timesOf(profile?.fields),
    platforms: timesOf(profile?.platforms),
    genres: timesOf(profile?.genres),
    unknown: ofEachKind((kind) => timesOf(unknownWords?.[kind])),
  }
}

const timesOf = (stored: Record<string, number> = {}): Times => new Map(Object.entries(stored))

/** What was met, as it is stored with the run. */
export const storedProfile = ({ records, fields, platforms, genres, unknown }: RunProfile) => ({
  profile: {
    records,
    fields: Object.fromEntries(fields),
    platforms: Object.fromEntries(platforms),
    genres: Object.fromEntries(genres),
  } satisfies Profile,
  unknownWords: ofEachKind((kind) => Object.fromEntries(unknown[kind])),
})

/** Notes which fields a record of theirs has, before anybody asks whether it is right. */
export function profileRow(met: RunProfile, value: unknown): void {
  met.records++
  if (typeof value !== 'object' || value === null) return
  const { fields } = met
  const row = value as Record<string, unknown> // safe: every value of an object may be read as unknown
  for (const name in row) {
    const times = fields.get(name)
    if (times === undefined && fields.size >= MOST_FIELDS) continue
    fields.set(name, (times ?? 0) + (isFilled(row[name]) ? 1 : 0))
  }
}

const isFilled = (value: unknown): boolean =>
  value !== '' && value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Notes the words of a candidate, those of the vocabulary and those it does not hold. */
export function profileRecord({ platforms, genres, unknown }: RunProfile, record: CatalogueRecord): void {
  for (const { platform } of record.releases ?? []) count(platforms, platform)
  for (const genre of record.genres ?? []) count(genres, genre)
  if (!record.unknown) return
  for (const kind of UNKNOWN_KINDS) for (const word of record.unknown[kind] ?? []) count(unknown[kind], word)
}

const count = (times: Times, word: string): void => void times.set(word, (times.get(word) ?? 0) + 1)
