import { parseDate } from '#catalogue/clean/date'
import { isMissing, isNoName } from '#catalogue/clean/missing'
import { parseNumber } from '#catalogue/clean/number'
import { cleanText } from '#catalogue/clean/text'
import { cleanTitle } from '#catalogue/clean/title'
import { LONGEST_NAME } from '#catalogue/limits'
import { type DeclaredRow, textReader } from '#catalogue/list/cells/cell'
import { ownScaleOf } from '#catalogue/list/cells/own-scale'
import { dateField, yearField } from '#catalogue/list/cells/read-field'
import { listField } from '#catalogue/list/cells/read-list'
import { askedRecord } from '#catalogue/match/asked-record'
import type { PartialDate } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { isObject } from '#lib/json-object'
import { withoutNeutralising } from './csv'
import type { ImportField, ImportMap } from './import-map'
import type { ImportRow, RowFault } from './import-row'
import { BEST_RATING, type ItemFacts, LONGEST_NOTES, LONGEST_STORE, MOST_MINUTES, roundedRating } from './item'
import { minutesOf, type PlaytimeUnit } from './playtime'
import { statusOf } from './status-words'

type Read = (row: DeclaredRow) => string | undefined

/** Readers of a row: the text of a field, and the words of a list. */
type Readers = { text: (field: string) => Read; words: (field: string) => (row: DeclaredRow) => string[] }

/**
 * Returns a reader of the rows of a list. `isCsv`: a `'` before a formula was put there for spreadsheets, and is left out. A value that
 * is no fact about a person, such as a date that cannot be read, is left out; a wrong rating or time of play is a fault of its row.
 */
export function importRowReader(map: ImportMap, isCsv: boolean): (row: DeclaredRow) => ImportRow | RowFault {
  const readers = readersOf(map, isCsv)
  const game = gameReader(map, readers)
  const facts = factsReader(map, readers)
  return (row) => {
    const found = game(row)
    if ('code' in found) return found
    const read = facts(row)
    return 'code' in read ? read : { ...found, facts: read }
  }
}

/** Returns a reader of everything but the facts. */
function gameReader(map: ImportMap, readers: Readers): (row: DeclaredRow) => Omit<ImportRow, 'facts'> | RowFault {
  const released = releasedReader(map)
  const ids = idsReader(map, readers)
  const { text, words } = readers
  const [title, added, game] = [text('title'), text('added'), text('game')]
  const [platforms, developers, publishers] = [words('platforms'), words('developers'), words('publishers')]
  return (row) => {
    const stated = cleanTitle(title(row) ?? '') ?? ''
    const fault = titleFault(stated)
    if (fault) return fault
    const [date, names, found] = [released(row), platforms(row), ids(row)]
    const platform = names.join(', ')
    if (platform.length > LONGEST_NAME) return TOO_LONG
    const companies = [...developers(row), ...publishers(row)]
    const asked = { title: stated, released: date, platforms: names, companies, ids: found }
    return {
      title: stated,
      year: date ? Number(date.date.slice(0, 4)) : null,
      platform: platform || null,
      ids: found,
      addedAt: timeOf(added(row)),
      game: game(row) ?? null,
      record: askedRecord(asked, standardVocabulary),
    }
  }
}

const TOO_LONG: RowFault = {
  code: 'text_too_long',
  detail: `Shorten its texts: notes have at most ${LONGEST_NOTES} characters, a shop ${LONGEST_STORE}.`,
}

function readersOf(map: ImportMap, isCsv: boolean): Readers {
  return {
    text: (field) => {
      const expression = expressionIn(map, field)
      if (!expression) return () => undefined
      const { const: constant } = expression
      if (constant !== undefined) return () => [constant].flat()[0]
      const read = textReader(expression)
      return (row) => {
        const text = read(row)?.trim() ?? ''
        return isMissing(text) ? undefined : isCsv ? withoutNeutralising(text) : text
      }
    },
    words: (field) => {
      const expression = expressionIn(map, field)
      if (!expression) return () => []
      const read = listField(expression)
      return (row) => {
        const words = read(row)
        return words.ok ? (words.value ?? []).slice(0, MOST_WORDS) : []
      }
    },
  }
}

const MOST_WORDS = 50

/** Returns the expression of a field without the unit, which is not of the mapping language. */
function expressionIn(map: ImportMap, field: string): ImportField | undefined {
  const found = Object.hasOwn(map, field) ? map[field] : undefined
  if (!found) return undefined
  const { unit: _, ...expression } = found
  return expression
}

function releasedReader(map: ImportMap): (row: DeclaredRow) => PartialDate | undefined {
  const [released, year] = [expressionIn(map, 'released'), expressionIn(map, 'year')]
  const read = released ? dateField(released) : year && yearField(year)
  return (row) => {
    const date = read?.(row)
    return date?.ok ? date.value : undefined
  }
}

function titleFault(title: string): RowFault | undefined {
  if (title === '' || isNoName(title)) return { code: 'missing_title', detail: 'The row has no title.' }
  if (title.length > LONGEST_NAME)
    return { code: 'title_too_long', detail: `The title has more than ${LONGEST_NAME} characters.` }
  return title.isWellFormed() && !title.includes('\0')
    ? undefined
    : { code: 'unstorable_text', detail: 'The title has a character that cannot be stored.' }
}

/** Reads one fact of a row: nothing if the row does not state it. */
type FactReader = (row: DeclaredRow) => Partial<ItemFacts> | RowFault

function factsReader(map: ImportMap, { text }: Readers): FactReader {
  const readers = [
    statusReader(text('status')),
    ratingReader(text('rating'), map.rating?.scale ?? BEST_RATING),
    playtimeReader(text('playtime'), map.playtime?.unit ?? 'minutes'),
    textReaderOf(text('notes'), 'notes', LONGEST_NOTES),
    textReaderOf(text('store'), 'store', LONGEST_STORE),
  ]
  return (row) => {
    const facts: Partial<ItemFacts> = {}
    for (const read of readers) {
      const found = read(row)
      if ('code' in found) return found
      Object.assign(facts, found)
    }
    return facts
  }
}

const statusReader =
  (read: Read): FactReader =>
  (row) => {
    const status = statusOf(read(row) ?? '')
    return status ? { status } : {}
  }

const ratingReader =
  (read: Read, scale: number): FactReader =>
  (row) => {
    const text = read(row)
    const rating = text === undefined ? undefined : ratingOf(text, scale)
    if (rating === null) return INVALID_RATING
    return rating === undefined ? {} : { rating }
  }

const playtimeReader =
  (read: Read, unit: PlaytimeUnit): FactReader =>
  (row) => {
    const text = read(row)
    if (text === undefined) return {}
    const playtimeMinutes = minutesOf(text, unit)
    return playtimeMinutes !== undefined && isPlaytime(playtimeMinutes) ? { playtimeMinutes } : INVALID_PLAYTIME
  }

const textReaderOf =
  (read: Read, name: 'notes' | 'store', longest: number): FactReader =>
  (row) => {
    const text = read(row)?.toWellFormed().replaceAll('\0', '')
    if (text === undefined) return {}
    return text.length > longest ? TOO_LONG : { [name]: text }
  }

const isPlaytime = (minutes: number): boolean => minutes >= 0 && minutes <= MOST_MINUTES

const INVALID_RATING: RowFault = {
  code: 'invalid_rating',
  detail: `The rating is not between 0 and ${BEST_RATING}, or not between 0 and the \`scale\` of the mapping.`,
}
const INVALID_PLAYTIME: RowFault = {
  code: 'invalid_playtime',
  detail: `The time of play is not a number from 0 to ${MOST_MINUTES} minutes.`,
}

/** Returns a rating as 0 to 10 with one decimal; `null` if it is none. One that names its scale, as `4/5`, is read by it. */
function ratingOf(text: string, scale: number): number | null {
  const own = ownScaleOf(text)
  const figure = parseNumber(own?.value ?? text, 'either')
  if (!figure.ok || figure.value === undefined) return null
  const share = figure.value / (own?.best ?? scale)
  return share >= 0 && share <= 1 ? roundedRating(share * BEST_RATING) : null
}

/** Returns a reader of ids by source: those of an export, and those of columns with the ids of one source. */
function idsReader(map: ImportMap, { text }: Readers): (row: DeclaredRow) => Record<string, string> {
  const exported = text('ids')
  const named = Object.keys(map)
    .filter((field) => field.startsWith('externalIds.'))
    .map((field) => ({ source: field.slice('externalIds.'.length), read: text(field) }))
  return (row) => ({
    ...exportedIdsOf(exported(row)),
    ...idsOf(named.map(({ source, read }) => [source, read(row)] as const)),
  })
}

/** Returns the ids of an export: a JSON object of texts. */
function exportedIdsOf(text: string | undefined): Record<string, string> {
  if (text === undefined) return {}
  try {
    const ids: unknown = JSON.parse(text)
    return isObject(ids) ? idsOf(Object.entries(ids)) : {}
  } catch {
    return {}
  }
}

/** Most ids of one row. */
const MOST_IDS = 20
const SOURCE = /^[a-z][a-z0-9_-]{0,49}$/

const idsOf = (pairs: readonly (readonly [source: string, id: unknown])[]): Record<string, string> =>
  Object.fromEntries(
    pairs
      .flatMap(([source, id]): [string, string][] => {
        const text = typeof id === 'string' || typeof id === 'number' ? cleanText(String(id)).replace(/\.0+$/, '') : ''
        return text !== '' && text.length <= LONGEST_NAME && SOURCE.test(source) ? [[source, text]] : []
      })
      .slice(0, MOST_IDS),
  )

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/
const EARLIEST = Date.parse('1970-01-01')

/** Returns the time at which an item was added; `null` for a text that is no day, and for a time to come. */
function timeOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const date = INSTANT.test(text) ? undefined : parseDate(text)
  const day = date?.ok && date.value?.precision === 'day' ? date.value.date : undefined
  const time = new Date(INSTANT.test(text) ? (/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`) : (day ?? ''))
  return time.getTime() >= EARLIEST && time.getTime() <= Date.now() ? time.toISOString() : null
}
