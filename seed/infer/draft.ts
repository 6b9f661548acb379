import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { Failure } from '#lib/errors'
import type { Expression } from '#seed/declared/expression'
import { MAP_FIELDS } from '#seed/declared/language'
import { type SampleColumn, sampleColumns } from './columns'
import type { Guess } from './guess'
import { guessDates, guessTitle } from './guess-base'
import { guessFigures } from './guess-figures'
import { guessWords } from './guess-words'
import { findKey } from './key'
import type { Sample } from './sample'

/** An entry for `vestimlib.config.json` as far as a sample tells, and what a person should check. */
export type Draft = { entry: Record<string, unknown>; remarks: string[] }

/**
 * Drafts the entry of a sample, under this name. Every value stands in the sample; nothing else is claimed.
 *
 * @throws {Failure} `wrong_header` where no column could name a game
 */
export function draftEntry(sample: Sample, name: string, vocabulary: Vocabulary): Draft {
  const columns = sampleColumns(sample.rows)
  const title = guessTitle(columns)
  if (title.length === 0) throw new Failure('wrong_header', `No column of "${sample.file}" could name a game.`)
  const base = [...title, ...guessDates(columns)]
  const guesses = [...base, ...guessWords(columns, vocabulary), ...guessFigures(columns)]
  const columnOf = (field: string) => guesses.find((guess) => guess.field === field)?.expression.column ?? []
  const parts = ['title', 'released', 'year', 'platforms', 'developers'].flatMap(columnOf)
  const { key, remarks } = findKey(sample.rows, columns, parts)
  const { format, records, file } = sample
  const told = guesses.flatMap(({ remark }) => remark ?? [])
  return {
    entry: {
      name,
      format,
      from: file,
      ...(records !== undefined && { records }),
      key,
      licence: { name: 'unstated', redistributable: false },
      map: mapOf(guesses),
    },
    remarks: [
      ...remarks,
      ...told,
      ...placeless(guesses),
      ...unused(columns, [[key].flat(), guesses.flatMap(columnsUsed)].flat()),
      LICENCE,
    ],
  }
}

const placeless = (guesses: readonly Guess[]): string[] =>
  guesses.some(({ field }) => field === 'platforms') ? [] : [PLACELESS]

const PLACELESS = 'platforms: no column names them. Where every game is for one, say so: { "const": "PC" }.'
const LICENCE = 'licence: say under what terms the data may travel; unstated data is not passed on.'

/** The fields in the order of the language; a column by itself is written as such. */
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

function unused(columns: readonly SampleColumn[], used: readonly string[]): string[] {
  const left = columns.map(({ name }) => name).filter((name) => !used.includes(name))
  return left.length > 0 ? [`map: not used are ${left.slice(0, MOST_NAMED).join(', ')}.`] : []
}

const MOST_NAMED = 30
