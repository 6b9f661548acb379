import { parseDate } from '#catalogue/clean/date'
import { hasWord, type SampleColumn, shareOf } from './columns'
import { type DateFinding, findDate } from './dates'
import { expressionOf, type Guess } from './guess'

/** Names that a column of titles has, the plainest first. */
const TITLES = ['title', 'name', 'game title', 'game name', 'game', 'product name', 'product title', 'product']

/** The title: by the name of its column, else the texts that differ most. */
export function guessTitle(columns: readonly SampleColumn[]): Guess[] {
  const lettered = (share: number) => columns.filter((column) => shareOf(column, (text) => /\p{L}/u.test(text)) > share)
  // Titles may be figures (1942), but not all of them.
  const named = TITLES.flatMap((name) => lettered(0).filter(({ words }) => words.join(' ') === name))[0]
  if (named) return [{ field: 'title', expression: expressionOf(named), ...slugRemark(named) }]
  const [varied] = lettered(0.5).toSorted((a, b) => new Set(b.texts).size - new Set(a.texts).size)
  if (!varied) return []
  return [
    {
      field: 'title',
      expression: expressionOf(varied),
      remark: `title: no column is called so; "${varied.name}" is the most varied text. Check that it names games.`,
    },
  ]
}

function slugRemark(column: SampleColumn): { remark?: string } {
  const isSlug = shareOf(column, (text) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text)) > 0.5
  return isSlug ? { remark: `title: "${column.name}" holds slugs, not titles as people write them.` } : {}
}

/** The release date, or the year where no more is told. */
export function guessDates(columns: readonly SampleColumn[]): Guess[] {
  const named = columns.filter(
    (column) => hasWord(column, /^(?:released?|date|year)$/) && !hasWord(column, OTHER_DATES),
  )
  const findings = named.flatMap((column) => findDate(column) ?? [])
  const day = findings.find(({ isYear }) => !isYear)
  const year = findings.find(({ isYear }) => isYear)
  if (day) return [dateGuess(day)]
  return year ? [yearGuess(year)] : []
}

const OTHER_DATES = /^(?:month|day|created|updated|added|modified|end|decade)$/

function dateGuess({ column, date, doubt }: DateFinding): Guess {
  const expression = expressionOf(column, date === undefined ? {} : { date })
  const counted =
    date === 'X' || date === 'x'
      ? `"${column.name}" is taken for ${date === 'X' ? 'seconds' : 'ms'} since 1970`
      : undefined
  const swapped = doubt && `"${column.name}" fits ${date} and ${doubt} alike: look which is the day`
  const remark = swapped ?? counted
  return { field: 'released', expression, ...(remark && { remark: `released: ${remark}.` }) }
}

function yearGuess({ column }: DateFinding): Guess {
  const early = column.texts.filter((text) => Number(text) <= EARLIEST && parseDate(text).ok)
  const isRare = early.length > 0 && early.length * 100 < column.texts.length
  return {
    field: 'year',
    expression: expressionOf(column),
    ...(isRare && {
      remark: `year: "${column.name}" has years up to ${EARLIEST}: no value, perhaps (missing).`,
    }),
  }
}

/** Before this year hardly anything was sold; computers count from it. */
const EARLIEST = 1970
