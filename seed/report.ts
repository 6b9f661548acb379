import type { Run } from '#db/run/queries'

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
  unknown: { platforms: [string, number][]; genres: [string, number][] }
  /** Keys too common to match by. */
  skippedKeys: number
}

/** The report of a finished run. */
export function reportOf(
  source: string,
  run: Run,
  rest: Pick<RunReport, 'indexed' | 'skippedKeys' | 'seconds'>,
): RunReport {
  const { id, dataset, read, accepted, unchanged, duplicate, quarantined } = run
  const games = { created: run.gamesCreated, updated: run.gamesUpdated, merged: run.gamesMerged }
  const records = { linked: run.recordsLinked, new: run.recordsNew, review: run.recordsReview }
  const unknown = { platforms: ranked(run.unknownWords.platforms), genres: ranked(run.unknownWords.genres) }
  return {
    run: id,
    source,
    dataset,
    read,
    accepted,
    unchanged,
    duplicate,
    quarantined,
    records,
    games,
    unknown,
    ...rest,
  }
}

const ranked = (words: Record<string, number> = {}): [string, number][] =>
  Object.entries(words).sort(([a, x], [b, y]) => y - x || a.localeCompare(b))

/** Whether more of a run was refused than `--max-rejects` allows, a share such as `0.05`. */
export const refusedTooMany = (report: RunReport, maxRejects: number): boolean =>
  report.read > 0 && report.quarantined / report.read > maxRejects

/** The report as the contract's last line of `--json`. */
export const doneEvent = ({ dataset, unknown, skippedKeys, records, ...counts }: RunReport) => ({
  event: 'done',
  ...counts,
})

const number = new Intl.NumberFormat('en')

/** The report for people: the sum that adds up, what became of games, and what nobody could name. */
export function reportLines(report: RunReport): string[] {
  const n = (value: number) => number.format(value)
  const { read, accepted, unchanged, duplicate, quarantined, games, records } = report
  return [
    `${report.source} (${report.dataset}): ${n(read)} read = ${n(accepted)} accepted + ${n(unchanged)} unchanged + ${n(duplicate)} duplicate + ${n(quarantined)} quarantined`,
    ...(records
      ? [
          `  ${n(accepted)} accepted = ${n(records.linked)} linked + ${n(records.new)} new games + ${n(records.review)} for review`,
        ]
      : []),
    `  games: ${n(games.created)} created, ${n(games.updated)} updated, ${n(games.merged)} merged; ${n(report.indexed)} indexed; ${report.seconds.toFixed(1)} s`,
    ...unknownLine('platforms', report.unknown.platforms),
    ...unknownLine('genres', report.unknown.genres),
    ...(report.skippedKeys > 0
      ? [`  ${n(report.skippedKeys)} keys shared by too many records were not used for matching`]
      : []),
    ...(quarantined > 0 ? [`  why records were refused: bun run seed quarantine ${report.source}`] : []),
  ]
}

const SHOWN = 8

function unknownLine(what: string, words: readonly [string, number][]): string[] {
  if (words.length === 0) return []
  const shown = words.slice(0, SHOWN).map(([word, times]) => `${word} (${times})`)
  const more = words.length > SHOWN ? ` and ${words.length - SHOWN} more` : ''
  return [`  ${what} no vocabulary holds, kept as they are: ${shown.join(', ')}${more}`]
}
