import { isAbsolute } from 'node:path'
import type { Expression } from '#catalogue/list/cells/expression'
import { MAP_FIELDS } from '#catalogue/list/cells/mapping-syntax'
import { MOST_COLUMNS, type SampleColumn, sampleColumns } from '#catalogue/list/columns/columns'
import { type Guess, withMissing } from '#catalogue/list/columns/guess'
import { bulletRemark, dateRemarks, guessDates, guessTitle, pathRemark } from '#catalogue/list/columns/guess-base'
import { guessWords } from '#catalogue/list/columns/guess-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { Failure } from '#lib/errors'
import { isUrl } from '#seed/input/url'
import { guessFigures } from './guess-figures'
import { findKey } from './key'
import { findOddRows } from './odd-rows'
import type { Sample } from './sample'

/** A draft of an entry for `vestimlib.config.json`, and remarks on what a person should check. */
export type Draft = { entry: Record<string, unknown>; remarks: string[] }

/**
 * Drafts the entry of a sample. It names only columns that the sample has.
 *
 * @throws {Failure} `wrong_header` if no column can be the title
 */
export function draftEntry(given: Sample, name: string, vocabulary: Vocabulary): Draft {
  const { sample, title, columns, left } = withoutOddRows(given)
  const base = [...title, ...guessDates(columns)]
  const guesses = [...base, ...guessWords(columns, vocabulary), ...guessFigures(columns)]
  const columnOf = (field: string) => guesses.find((guess) => guess.field === field)?.expression.column ?? []
  const parts = ['title', 'released', 'year', 'platforms', 'developers'].flatMap(columnOf)
  const { key, remarks } = keyOf(sample, columns, { parts, used: guesses.flatMap(columnsUsed) })
  const { format, from, records, header, layout, query } = sample
  const guessRemarks = guesses.flatMap(({ remark }) => remark ?? [])
  return {
    entry: {
      name,
      format,
      ...(from !== undefined && { from }),
      ...(header !== undefined && { header }),
      ...(records !== undefined && { records }),
      ...(layout !== undefined && { layout }),
      ...(query !== undefined && { query }),
      key,
      licence: { name: 'unstated', redistributable: false },
      map: mapOf(guesses),
    },
    remarks: [
      ...(sample.remarks ?? []),
      ...fromRemark(from),
      ...remarks,
      ...guessRemarks,
      ...pathRemark(title, columns),
      ...bulletRemark(title, columns),
      ...dateRemarks(columns),
      ...platformRemark(guesses),
      ...leftRemark(left),
      ...unusedRemark(columns, [[key].flat(), guesses.flatMap(columnsUsed)].flat()),
      LICENCE,
    ],
  }
}

/** Takes out of a sample what is no game; its titles are missing ones of the title. */
function withoutOddRows(sample: Sample): { sample: Sample; title: Guess[]; columns: SampleColumn[]; left: number } {
  const whole = sampleColumns(sample.rows)
  const title = guessTitle(whole.columns)
  if (title.length === 0) throw noTitle(sample.file, whole.columns)
  const odd = findOddRows(sample.rows, [title[0]?.expression.column ?? []].flat()[0] ?? '')
  if (odd.remarks.length === 0) return { sample, title, ...whole }
  const remarks = [...(sample.remarks ?? []), ...odd.remarks]
  return {
    sample: { ...sample, rows: odd.rows, remarks },
    title: title.map((guess) => withMissing(guess, odd.titles)),
    ...sampleColumns(odd.rows),
  }
}

function noTitle(file: string, columns: readonly SampleColumn[]): Failure {
  const names = columns.slice(0, MOST_NAMED).map(({ name }) => `"${name}"`)
  return new Failure(
    'wrong_header',
    `No column of "${file}" looks like a title. Its columns are ${names.join(', ')}: check that it is a list of games, or name the column of the titles "title".`,
  )
}

/** Returns the key that the database states, if any; otherwise the one that is found in the rows. */
const keyOf = ({ key, rows }: Sample, columns: readonly SampleColumn[], about: { parts: string[]; used: string[] }) =>
  key === undefined ? findKey(rows, columns, about) : { key: key.length === 1 ? (key[0] ?? '') : key, remarks: [] }

function fromRemark(from: string | undefined): string[] {
  if (from === undefined)
    return ['from: standard input has no path. Name the file, or pipe it in again: bun run seed NAME -']
  return isAbsolute(from) || isUrl(from)
    ? []
    : ['from: as seen from the folder you are in. Save the configuration in this folder.']
}

const platformRemark = (guesses: readonly Guess[]): string[] =>
  guesses.some(({ field }) => field === 'platforms') ? [] : [NO_PLATFORMS]

const NO_PLATFORMS = 'platforms: no column has them. If all games are for one platform, add it: { "const": "PC" }.'
const LICENCE = 'licence: state the terms for passing on the data; unstated data is not passed on.'

/** Returns `map` with its fields in the order of `MAP_FIELDS`; an expression with only a column is shortened to its name. */
function mapOf(guesses: readonly Guess[]): Record<string, unknown> {
  const order = Object.keys(MAP_FIELDS)
  const place = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length)
  const sorted = guesses.toSorted((a, b) => place(a.field) - place(b.field))
  return Object.fromEntries(sorted.map(({ field, expression }) => [field, shortened(expression)]))
}

function shortened(expression: Expression): unknown {
  return Object.keys(expression).length === 1 && typeof expression.column === 'string' ? expression.column : expression
}

const columnsUsed = ({ expression: { column, flags = {}, against } }: Guess): string[] =>
  [column ?? [], Object.keys(flags), against ?? []].flat()

function unusedRemark(columns: readonly SampleColumn[], used: readonly string[]): string[] {
  const left = columns.map(({ name }) => name).filter((name) => !used.includes(name))
  return left.length > 0 ? [`map: these columns are not used: ${left.slice(0, MOST_NAMED).join(', ')}.`] : []
}

const leftRemark = (left: number): string[] =>
  left > 0 ? [`map: only the first ${MOST_COLUMNS} columns were looked at, and there are ${left} more.`] : []

const MOST_NAMED = 30
