import { parseDate } from '#catalogue/clean/date'
import { isNoName } from '#catalogue/clean/missing'
import { cleanText } from '#catalogue/clean/text'
import { cleanTitle } from '#catalogue/clean/title'
import { LONGEST_NAME } from '#catalogue/limits'
import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { dateField, yearField } from '#catalogue/list/cells/read-field'
import { askedRecord } from '#catalogue/match/asked-record'
import type { PartialDate } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { isObject } from '#lib/json-object'
import { expressionIn, type GivenKind, type Readers, readersOf, TOO_LONG } from './field-readers'
import type { ImportMap } from './import-map'
import type { ImportRow, RowFault } from './import-row'
import { factsReader } from './read-facts'

/**
 * Returns a reader of the rows of a list. In CSV a `'` before a formula was put there for spreadsheets, and is left out. A value that
 * is no fact about a person, such as a date that cannot be read, is left out; a wrong rating or time of play is a fault of its row.
 */
export function importRowReader(map: ImportMap, kind: GivenKind): (row: DeclaredRow) => ImportRow | RowFault {
  const readers = readersOf(map, kind)
  const game = gameReader(map, readers, kind)
  const facts = factsReader(map, readers)
  return (row) => {
    const found = game(row)
    if ('code' in found) return found
    const read = facts(row)
    return 'code' in read ? read : { ...found, facts: read }
  }
}

/** Returns a reader of everything but the facts. */
function gameReader(
  map: ImportMap,
  readers: Readers,
  kind: GivenKind,
): (row: DeclaredRow) => Omit<ImportRow, 'facts'> | RowFault {
  const released = releasedReader(map)
  const ids = idsReader(map, readers)
  const { text, words } = readers
  const [title, added, game, dismissed] = [text('title'), text('added'), text('game'), text('dismissed')]
  const isDismissed = (row: DeclaredRow) => kind === 'export' && dismissed(row) === 'true'
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
      isDismissed: isDismissed(row),
      record: askedRecord(asked, standardVocabulary),
    }
  }
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
