import type { Drift } from '#seed/pipeline/drift'
import type { RunReport } from '#seed/pipeline/report'

const number = new Intl.NumberFormat('en')

/** The report for programs: what the contract leaves no place for in its last line, then that line. */
export function reportEvents(report: RunReport): object[] {
  const { dataset, unknown, skippedKeys, removed, withoutKey, drift, records, ...counts } = report
  const { run, source } = report
  return [
    ...(removed > 0 ? [{ event: 'removed', run, source, records: removed }] : []),
    ...(drift ? [{ event: 'drift', run, source, dataset, ...drift }] : []),
    { event: 'done', ...counts },
  ]
}

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
    ...Object.entries(report.unknown).flatMap(([kind, words]) => unknownLine(kind, words)),
    ...(isAnyUnknown(report) ? ['  to say what they mean: bun run seed vocabulary'] : []),
    ...(report.skippedKeys > 0
      ? [`  ${n(report.skippedKeys)} keys shared by too many records were not used for matching`]
      : []),
    ...removedLines(report),
    ...driftLines(report.drift),
    ...(quarantined > 0 ? [`  why records were refused: bun run seed quarantine ${report.source}`] : []),
  ]
}

/** How a list differs from what it was, for people. */
export function driftLines(drift: Drift | undefined): string[] {
  if (!drift) return []
  const { fields, platforms, genres } = drift
  return [
    ...namesLine('fields seen for the first time', fields.appeared),
    ...namesLine('fields no longer there', fields.gone),
    ...namesLine('fields that were filled and are nearly always empty now', fields.emptied),
    ...namesLine('platforms unknown until now', platforms.appeared),
    ...namesLine('platforms no longer named', platforms.gone),
    ...namesLine('genres unknown until now', genres.appeared),
    ...namesLine('genres no longer named', genres.gone),
  ]
}

function removedLines({ removed, withoutKey }: RunReport): string[] {
  if (withoutKey > 0)
    return [`  what did not come is kept as it is: ${withoutKey} refused records have no key, and may be it`]
  return removed > 0 ? [`  ${number.format(removed)} records came no longer and are marked as removed`] : []
}

const namesLine = (what: string, names: readonly string[]): string[] =>
  names.length > 0 ? [`  ${what}: ${firstOf(names)}`] : []

const isAnyUnknown = ({ unknown }: RunReport) => Object.values(unknown).some((words) => words.length > 0)

const SHOWN = 8

function firstOf(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  return `${names.slice(0, SHOWN).join(', ')}${more}`
}

const unknownLine = (what: string, words: readonly [string, number][]): string[] =>
  namesLine(
    `${what} no vocabulary holds, kept as they are`,
    words.map(([word, times]) => `${word} (${times})`),
  )
