import { findFormerProfile, type IngestRun } from '#db/run/queries'
import type { Db } from '#db/stores'

/**
 * What a list has that it had not when it was read before, and the other way round: fields of theirs, and words for
 * platforms and genres. Of words, `appeared` are those no vocabulary holds, `gone` those of the vocabulary.
 *
 * `emptied` are fields that most records filled, and hardly one does now.
 */
export type Drift = {
  fields: { appeared: string[]; gone: string[]; emptied: string[] }
  platforms: Words
  genres: Words
}
type Words = { appeared: string[]; gone: string[] }

/** What is compared of a run. */
export type Compared = Pick<IngestRun, 'profile' | 'unknownWords'>

const MOST = 0.5
const HARDLY_ANY = 0.02

/** How what a run met differs from what the last finished run of the same list met; `undefined` where there is no such run or difference. */
export async function findDrift(db: Db, run: IngestRun): Promise<Drift | undefined> {
  if (run.replays || !run.profile) return undefined
  const former = await findFormerProfile(db, run)
  return former && driftBetween(former, run)
}

/**
 * Compares two runs of one list; `undefined` where nothing differs.
 *
 * A run that read less than half of the former one says nothing about what is gone: it was limited, or asked for changes.
 */
export function driftBetween(former: Compared, now: Compared): Drift | undefined {
  const [before, after] = [former.profile, now.profile]
  if (!before || !after) return undefined
  const tellsGone = after.records >= before.records / 2
  const gone = (kind: 'fields' | 'platforms' | 'genres') => (tellsGone ? missingIn(after[kind], before[kind]) : [])
  const emptied = tellsGone ? Object.keys(after.fields).filter((field) => isEmptied(before, after, field)) : []
  const words = (kind: 'platforms' | 'genres'): Words => ({
    appeared: missingIn(former.unknownWords[kind], now.unknownWords[kind]),
    gone: gone(kind),
  })
  const fields = { appeared: missingIn(before.fields, after.fields), gone: gone('fields'), emptied }
  const drift = { fields, platforms: words('platforms'), genres: words('genres') }
  return Object.values(drift).some((lists) => Object.values(lists).some((list) => list.length > 0)) ? drift : undefined
}

type Times = Record<string, number>

/** The names of `all` that `some` lacks, the most frequent first. */
const missingIn = (some: Times = {}, all: Times = {}): string[] =>
  Object.entries(all)
    .filter(([name]) => !Object.hasOwn(some, name))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name]) => name)

type Filled = { records: number; fields: Times }

const isEmptied = (before: Filled, after: Filled, field: string): boolean =>
  shareOf(before, field) >= MOST && shareOf(after, field) <= HARDLY_ANY

const shareOf = ({ records, fields }: Filled, field: string): number => (fields[field] ?? 0) / Math.max(1, records)
