import type { RecordPosition } from '#seed/contract/record'
import type { Drift } from '#seed/pipeline/drift'
import type { RunReport } from '#seed/pipeline/report'
import { printedNumber } from './printed-number'

/**
 * Returns the report for programs: events `removed`, `drift` and, of a dry run, `refused` for each reason if they apply, then `done`
 * with the counts of the run.
 */
export function reportEvents(report: RunReport): object[] {
  const { dataset, unknown, skippedKeys, removed, withoutKey, drift, records, refused, ...counts } = report
  const { run, source } = report
  return [
    ...(removed > 0 ? [{ event: 'removed', run, source, records: removed }] : []),
    ...(drift ? [{ event: 'drift', run, source, dataset, ...drift }] : []),
    ...refused.map((reason) => ({ event: 'refused', source, dataset, ...reason })),
    { event: 'done', ...counts },
  ]
}

/**
 * Returns the report for people: counts that add up, changed games, unknown words, unused match keys, removed records and
 * differences from the last run.
 */
export function reportLines(report: RunReport): string[] {
  const { read, accepted, unchanged, duplicate, quarantined, games, records } = report
  return [
    `${report.source} (${report.dataset}): ${printedNumber(read)} read = ${printedNumber(accepted)} accepted + ${printedNumber(unchanged)} unchanged + ${printedNumber(duplicate)} duplicate + ${printedNumber(quarantined)} quarantined`,
    ...(records
      ? [
          `  ${printedNumber(accepted)} accepted = ${printedNumber(records.linked)} linked + ${printedNumber(records.new)} new games + ${printedNumber(records.review)} for review`,
        ]
      : []),
    records
      ? `  games: ${printedNumber(games.created)} created, ${printedNumber(games.updated)} updated, ${printedNumber(games.merged)} merged; ${printedNumber(report.indexed)} indexed; ${report.seconds.toFixed(1)} s`
      : `  nothing was written and no games were matched; ${report.seconds.toFixed(1)} s`,
    ...Object.entries(report.unknown).flatMap(([kind, words]) => unknownLine(kind, words)),
    ...(isAnyUnknown(report) ? ['  to map them to the vocabulary: bun run seed vocabulary'] : []),
    ...(report.skippedKeys > 0
      ? [`  ${printedNumber(report.skippedKeys)} match keys shared by too many records were not used for matching`]
      : []),
    ...removedLines(report),
    ...driftLines(report.drift),
    ...refusedLines(report),
  ]
}

/** Returns the differences between two runs of a dataset, for people. */
export function driftLines(drift: Drift | undefined): string[] {
  if (!drift) return []
  const { fields, platforms, genres } = drift
  return [
    ...namesLine('fields seen for the first time', fields.appeared),
    ...namesLine('fields no longer there', fields.gone),
    ...namesLine('fields filled before that are nearly always empty now', fields.emptied),
    ...namesLine('unknown platforms seen for the first time', platforms.appeared),
    ...namesLine('platforms no longer named', platforms.gone),
    ...namesLine('unknown genres seen for the first time', genres.appeared),
    ...namesLine('genres no longer named', genres.gone),
  ]
}

function removedLines({ removed, withoutKey }: RunReport): string[] {
  if (withoutKey > 0)
    return [
      `  missing records are kept: ${printedNumber(withoutKey)} refused records have no key, and each could be a missing one`,
    ]
  return removed > 0 ? [`  ${printedNumber(removed)} records are no longer listed and were marked as removed`] : []
}

/** Returns the reasons of a dry run with examples; after a run, the command that lists the reasons. */
function refusedLines({ source, quarantined, refused }: RunReport): string[] {
  if (quarantined === 0) return []
  if (refused.length === 0) return [`  why records were refused: bun run seed quarantine ${source}`]
  return [
    '  why records would be refused:',
    ...refused.flatMap(({ code, field, message, count, examples }) => [
      `  ${printedNumber(count).padStart(7)} ${code}${field === null ? '' : ` in ${field}`}: ${message}`,
      ...examples.map(
        ({ position, text }) => `          ${placeText(position)}${text.replaceAll(/\s+/g, ' ').slice(0, SHOWN_TEXT)}`,
      ),
    ]),
  ]
}

/** Most characters of a refused record that a line shows. */
const SHOWN_TEXT = 100

function placeText({ file, line, row, page }: RecordPosition): string {
  const [unit, at] = Object.entries({ line, row, page }).find(([, place]) => place !== undefined) ?? []
  const places = [file, unit === undefined ? undefined : `${unit} ${at}`].filter((place) => place !== undefined)
  return places.length === 0 ? '' : `${places.join(', ')}: `
}

const namesLine = (label: string, names: readonly string[]): string[] =>
  names.length > 0 ? [`  ${label}: ${firstOf(names)}`] : []

const isAnyUnknown = ({ unknown }: RunReport) => Object.values(unknown).some((words) => words.length > 0)

const SHOWN = 8

function firstOf(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  return `${names.slice(0, SHOWN).join(', ')}${more}`
}

const unknownLine = (kind: string, words: readonly [string, number][]): string[] =>
  namesLine(
    `unknown ${kind}, kept as they are`,
    words.map(([word, times]) => `${word} (${times})`),
  )
