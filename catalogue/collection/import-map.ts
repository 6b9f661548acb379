import type { DeclaredRow } from '#catalogue/list/cells/cell'
import type { Expression } from '#catalogue/list/cells/expression'
import { ownScaleOf } from '#catalogue/list/cells/own-scale'
import { hasWord, type SampleColumn, sampleColumns, shareOf } from '#catalogue/list/columns/columns'
import { guessDates, guessTitle } from '#catalogue/list/columns/guess-base'
import { guessWords } from '#catalogue/list/columns/guess-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { createPause } from '#lib/turn'
import { BEST_RATING } from './item'
import { minutesOf, type PlaytimeUnit } from './playtime'
import { statusOf } from './status-words'

/** The columns of each field of an import. `scale`: the best rating (10 by default). `unit`: of times of play (minutes by default). */
export type ImportField = Expression & { unit?: PlaytimeUnit }
export type ImportMap = Record<string, ImportField>

/** Fields of an import besides `externalIds.<source>`. */
export const IMPORT_FIELDS = [
  ...(['title', 'year', 'released', 'platforms', 'developers', 'publishers'] as const),
  ...(['status', 'rating', 'playtime', 'notes', 'store', 'added', 'ids', 'game'] as const),
]

/** True for a field that an import has. */
export const isImportField = (name: string): boolean =>
  IMPORT_FIELDS.some((field) => field === name) || /^externalIds\.[a-z][a-z0-9_-]{0,49}$/.test(name)

/**
 * Guesses the columns of a list: those of the game as `bun run seed infer` does, and those of the person by their names and texts. Other work
 * gets a turn between the fields, if one is due.
 */
export async function guessImportMap(rows: readonly DeclaredRow[], vocabulary: Vocabulary): Promise<ImportMap> {
  const pause = createPause()
  const { columns } = sampleColumns(rows)
  await pause()
  const own = ownFields(columns)
  await pause()
  const taken = new Set(Object.values(own).flatMap(({ column }) => column ?? []))
  const left = columns.filter(({ name }) => !taken.has(name))
  const guesses: ReturnType<typeof guessWords> = []
  for (const guess of [guessTitle, guessDates, (these: typeof left) => guessWords(these, vocabulary)]) {
    guesses.push(...guess(left))
    await pause()
  }
  const game = guesses.filter(({ field }) => isImportField(field)).map(({ field, expression }) => [field, expression])
  return { ...Object.fromEntries(game), ...own, ...exportedIds(columns) }
}

/** Returns the fields of the ids of an export as JSON: `ids` is an object, so its columns are `ids.steam` and the like. */
const exportedIds = (columns: readonly SampleColumn[]): ImportMap =>
  Object.fromEntries(
    columns.flatMap((column) => {
      const field = column.name.replace(/^ids\./, 'externalIds.')
      return field !== column.name && isImportField(field) ? [[field, plain(column)]] : []
    }),
  )

type Finder = (column: SampleColumn) => ImportField | undefined

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Share of the texts of a column that must have the form of its field. */
const MOSTLY = 0.8

const named = (column: SampleColumn, words: RegExp) =>
  column.texts.length + column.missing.length > 0 && hasWord(column, words)
/** True if most texts have a form. A column with nothing but `-1` has it, too: its rows are refused, and not taken for something else. */
const isMostly = (column: SampleColumn, test: (text: string) => boolean) =>
  column.texts.length === 0 || shareOf(column, test) >= MOSTLY
const plain = ({ name }: SampleColumn): ImportField => ({ column: name })
const isNumber = (text: string) => /^[\d.,]+$/.test(text) || ownScaleOf(text) !== undefined
const when = (isFound: boolean, column: SampleColumn): ImportField | undefined => (isFound ? plain(column) : undefined)

const FINDERS: readonly (readonly [field: string, find: Finder])[] = [
  [
    'game',
    (column) => when(column.words.join(' ') === 'game' && shareOf(column, (text) => UUID.test(text)) === 1, column),
  ],
  ['ids', (column) => when(column.name === 'ids' && shareOf(column, (text) => text.startsWith('{')) === 1, column)],
  [
    'status',
    (column) =>
      when(
        named(column, /^(?:status|statut|estado|stato|state|completion|progress|shelf|etat)$/) &&
          shareOf(column, (text) => statusOf(text) !== undefined) > 0.5,
        column,
      ),
  ],
  [
    'rating',
    (column) =>
      named(column, /^(?:rating|ratings|rated|score|stars|evaluation)$/) && isMostly(column, isRated)
        ? ratingField(column)
        : undefined,
  ],
  [
    'playtime',
    (column) =>
      named(column, /^(?:playtime|hours?|minutes?|duration|heures?|stunden|horas|ore|spielzeit|temps)$/) ||
      (named(column, /^play(?:ed)?$/) && hasWord(column, /^time$/))
        ? playtimeField(column)
        : undefined,
  ],
  [
    'notes',
    (column) =>
      when(
        /^(?:my |your )?(?:notes?|comments?|remarks?|review|commentaires?|notizen|notas|note)$/i.test(
          column.name.trim(),
        ) && !(column.texts.length > 0 && shareOf(column, isNumber) >= MOSTLY),
        column,
      ),
  ],
  [
    'store',
    (column) =>
      when(named(column, /^(?:stores?|shop|source|launcher|storefront|boutique|magasin|tienda|negozio)$/), column),
  ],
  [
    'added',
    (column) =>
      when(
        named(column, /^(?:added|acquired|purchased?|bought|achat|ajout|ajoute|kaufdatum)$/) &&
          shareOf(column, (text) => /\d{4}/.test(text)) >= MOSTLY,
        column,
      ),
  ],
]

/** A rating that is too large or negative, too: its row is refused, the column is not another one. */
const isRated = (text: string) => isNumber(text.replace(/^-/, ''))

/** Returns the field of ratings. They are out of 100 if most of them are more than 10. */
function ratingField(column: SampleColumn): ImportField {
  const isHundred = shareOf(column, (text) => Number(text.replace(',', '.')) > BEST_RATING) > 0.5
  return { column: column.name, ...(isHundred && { scale: 100 }) }
}

function playtimeField(column: SampleColumn): ImportField | undefined {
  const isTime = (text: string) => minutesOf(text.replace(/^-/, ''), 'minutes') !== undefined
  if (!isMostly(column, isTime)) return undefined
  const isHours = hasWord(column, /^(?:hours?|hrs?|h|heures?|stunden|horas|ore)$/)
  const isSeconds = hasWord(column, /^(?:seconds?|sec|secondes?)$/)
  return { column: column.name, ...(isHours && { unit: 'hours' }), ...(isSeconds && { unit: 'seconds' }) }
}

function ownFields(columns: readonly SampleColumn[]): ImportMap {
  const found: ImportMap = {}
  const taken = new Set<string>()
  for (const [field, find] of FINDERS) {
    const free = columns.filter(({ name }) => !taken.has(name))
    const [first] = free.flatMap((column) => find(column) ?? [])
    if (!first) continue
    found[field] = first
    taken.add(String(first.column))
  }
  return found
}
