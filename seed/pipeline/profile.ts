import type { CatalogueRecord } from '#catalogue/record'
import { ofEachKind, UNKNOWN_KINDS, type UnknownKind } from '#catalogue/vocabulary/unknown-words'
import type { IngestRun, Profile } from '#db/run/queries'

/** Number of occurrences by name. */
type NameCounts = Map<string, number>

/**
 * Profile of the records a run has read so far: their number, in how many each field is filled, and how often each
 * platform, each genre and each word unknown to the vocabulary occurs in the accepted ones.
 */
export type RunProfile = {
  records: number
  fields: NameCounts
  platforms: NameCounts
  genres: NameCounts
  unknown: Record<UnknownKind, NameCounts>
}

/** Largest number of field names that are counted. A source with more uses values as field names. */
const MOST_FIELDS = 500

/** Returns the profile stored with an unfinished run, or an empty one for a new run. */
export function resumeProfile({
  profile,
  unknownWords,
}: Partial<Pick<IngestRun, 'profile' | 'unknownWords'>> = {}): RunProfile {
  return {
    records: profile?.records ?? 0,
    fields: countsOf(profile?.fields),
    platforms: countsOf(profile?.platforms),
    genres: countsOf(profile?.genres),
    unknown: ofEachKind((kind) => countsOf(unknownWords?.[kind])),
  }
}

const countsOf = (stored: Record<string, number> = {}): NameCounts => new Map(Object.entries(stored))

/** Returns the profile in the form in which it is stored with the run. */
export const storedProfile = ({ records, fields, platforms, genres, unknown }: RunProfile) => ({
  profile: {
    records,
    fields: Object.fromEntries(fields),
    platforms: Object.fromEntries(platforms),
    genres: Object.fromEntries(genres),
  } satisfies Profile,
  unknownWords: ofEachKind((kind) => Object.fromEntries(unknown[kind])),
})

/** Counts a raw record and its filled fields, before it is checked. */
export function profileRow(profile: RunProfile, value: unknown): void {
  profile.records++
  if (typeof value !== 'object' || value === null) return
  const { fields } = profile
  const row = value as Record<string, unknown> // safe: every value of an object may be read as unknown
  for (const name in row) {
    const filled = fields.get(name)
    if (filled === undefined && fields.size >= MOST_FIELDS) continue
    fields.set(name, (filled ?? 0) + (isFilled(row[name]) ? 1 : 0))
  }
}

const isFilled = (value: unknown): boolean =>
  value !== '' && value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)

/** Counts the platforms, genres and unknown words of an accepted record. */
export function profileRecord({ platforms, genres, unknown }: RunProfile, record: CatalogueRecord): void {
  for (const { platform } of record.releases ?? []) count(platforms, platform)
  for (const genre of record.genres ?? []) count(genres, genre)
  if (!record.unknown) return
  for (const kind of UNKNOWN_KINDS) for (const word of record.unknown[kind] ?? []) count(unknown[kind], word)
}

const count = (counts: NameCounts, word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1)
