import { ofEachKind, type UnknownKind } from '#catalogue/vocabulary/unknown-words'
import type { IngestRun } from '#db/run/queries'
import type { Drift } from './drift'

/** What a run came to. `read` is always the sum of the next four. */
export type RunReport = {
  run: number
  source: string
  dataset: string
  read: number
  accepted: number
  unchanged: number
  duplicate: number
  quarantined: number
  /** What became of the accepted records; they add up to `accepted`. None where nothing was matched. */
  records: { linked: number; new: number; review: number } | undefined
  games: { created: number; updated: number; merged: number }
  indexed: number
  seconds: number
  /** Words no vocabulary holds, the most frequent first. */
  unknown: Record<UnknownKind, [string, number][]>
  /** Keys too common to match by. */
  skippedKeys: number
  /** Records that a list of everything held no longer. */
  removed: number
  /** Refused records without a key, for whose sake nothing was removed. */
  nameless: number
  /** How the list differs from what it was. */
  drift: Drift | undefined
}

/** The report of a finished run. */
export function reportOf(
  source: string,
  run: IngestRun,
  rest: Pick<RunReport, 'indexed' | 'skippedKeys' | 'seconds' | 'nameless' | 'drift'>,
): RunReport {
  const { id, dataset, read, accepted, unchanged, duplicate, quarantined, removed } = run
  const games = { created: run.gamesCreated, updated: run.gamesUpdated, merged: run.gamesMerged }
  const records = { linked: run.recordsLinked, new: run.recordsNew, review: run.recordsReview }
  const unknown = ofEachKind((kind) => ranked(run.unknownWords[kind]))
  const counts = { read, accepted, unchanged, duplicate, quarantined }
  return { run: id, source, dataset, ...counts, records, games, unknown, removed, ...rest }
}

const ranked = (words: Record<string, number> = {}): [string, number][] =>
  Object.entries(words).sort(([a, x], [b, y]) => y - x || a.localeCompare(b))

/** Whether more of a run was refused than `--max-rejects` allows, a share such as `0.05`. */
export const refusedTooMany = (report: RunReport, maxRejects: number): boolean =>
  report.read > 0 && report.quarantined / report.read > maxRejects
