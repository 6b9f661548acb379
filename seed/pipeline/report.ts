import { ofEachKind, type UnknownKind } from '#catalogue/vocabulary/unknown-words'
import type { IngestRun } from '#db/run/queries'
import type { Drift } from './drift'
import type { RefusedReason } from './refused-reasons'

/** Result of a run. `read` is always the sum of the next four. */
export type RunReport = {
  run: number
  source: string
  dataset: string
  read: number
  accepted: number
  unchanged: number
  duplicate: number
  quarantined: number
  /** Outcome of matching the accepted records; adds up to `accepted`. `undefined` after a dry run. */
  records: { linked: number; new: number; review: number } | undefined
  games: { created: number; updated: number; merged: number }
  indexed: number
  seconds: number
  /** Words unknown to the vocabulary with their counts, most frequent first. */
  unknown: Record<UnknownKind, [string, number][]>
  /** Number of match keys that are not used, because too many records share them. */
  skippedKeys: number
  /** Records marked removed, because a full crawl no longer lists them. */
  removed: number
  /** Refused records without a key, because of which nothing was removed. */
  withoutKey: number
  /** Differences from the last finished run of the dataset. */
  drift: Drift | undefined
  /** Reasons for which a dry run refused records; empty after a run, whose refused records are in quarantine. */
  refused: RefusedReason[]
}

/** Returns the report of a finished run. */
export function reportOf(
  source: string,
  run: IngestRun,
  rest: Pick<RunReport, 'indexed' | 'skippedKeys' | 'seconds' | 'withoutKey' | 'drift'>,
): RunReport {
  const { id, dataset, read, accepted, unchanged, duplicate, quarantined, removed } = run
  const games = { created: run.gamesCreated, updated: run.gamesUpdated, merged: run.gamesMerged }
  const records = { linked: run.recordsLinked, new: run.recordsNew, review: run.recordsReview }
  const unknown = ofEachKind((kind) => ranked(run.unknownWords[kind]))
  const counts = { read, accepted, unchanged, duplicate, quarantined }
  return { run: id, source, dataset, ...counts, records, games, unknown, removed, refused: [], ...rest }
}

const ranked = (words: Record<string, number> = {}): [string, number][] =>
  Object.entries(words).sort(([a, x], [b, y]) => y - x || a.localeCompare(b))

/** True if the share of refused records exceeds `maxRejects`, such as 0.05. */
export const refusedTooMany = (report: RunReport, maxRejects: number): boolean =>
  report.read > 0 && report.quarantined / report.read > maxRejects
