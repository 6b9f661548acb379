import { findFormerProfile, type IngestRun } from '#db/run/queries'
import type { Db } from '#db/stores'

/**
 * Differences between two runs of one dataset: fields of its records, and platforms and genres. Of these, `appeared` are words
 * unknown to the vocabulary, `gone` are slugs of it.
 *
 * `emptied`: fields filled in at least half of the records before, and in at most 2 % now.
 */
export type Drift = {
  fields: { appeared: string[]; gone: string[]; emptied: string[] }
  platforms: WordDrift
  genres: WordDrift
}
type WordDrift = { appeared: string[]; gone: string[] }

/** The part of a run that is compared. */
export type ComparedRun = Pick<IngestRun, 'profile' | 'unknownWords'>

/** Shares of the records in which a field is filled. */
const MOSTLY_FILLED = 0.5
const NEARLY_EMPTY = 0.02

/** Compares a run with the last finished run of its dataset; `undefined` without such a run or a difference. */
export async function findDrift(db: Db, run: IngestRun): Promise<Drift | undefined> {
  if (run.replays || !run.profile) return undefined
  const former = await findFormerProfile(db, run)
  return former && driftBetween(former, run)
}

/**
 * Compares two runs of one dataset; returns `undefined` if nothing differs.
 *
 * `gone` and `emptied` stay empty if the run read less than half as many records: it was limited, or read changes only.
 */
export function driftBetween(former: ComparedRun, now: ComparedRun): Drift | undefined {
  const [before, after] = [former.profile, now.profile]
  if (!before || !after) return undefined
  const isComparable = after.records >= before.records / 2
  const gone = (kind: 'fields' | 'platforms' | 'genres') => (isComparable ? missingIn(after[kind], before[kind]) : [])
  const emptied = isComparable ? Object.keys(after.fields).filter((field) => isEmptied(before, after, field)) : []
  const words = (kind: 'platforms' | 'genres'): WordDrift => ({
    appeared: missingIn(former.unknownWords[kind], now.unknownWords[kind]),
    gone: gone(kind),
  })
  const fields = { appeared: missingIn(before.fields, after.fields), gone: gone('fields'), emptied }
  const drift = { fields, platforms: words('platforms'), genres: words('genres') }
  return Object.values(drift).some((lists) => Object.values(lists).some((list) => list.length > 0)) ? drift : undefined
}

type Counts = Record<string, number>

/** Returns the names in `all` that are not in `some`, most frequent first. */
const missingIn = (some: Counts = {}, all: Counts = {}): string[] =>
  Object.entries(all)
    .filter(([name]) => !Object.hasOwn(some, name))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name]) => name)

type Filled = { records: number; fields: Counts }

const isEmptied = (before: Filled, after: Filled, field: string): boolean =>
  shareOf(before, field) >= MOSTLY_FILLED && shareOf(after, field) <= NEARLY_EMPTY

const shareOf = ({ records, fields }: Filled, field: string): number => (fields[field] ?? 0) / Math.max(1, records)
