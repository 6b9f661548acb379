/** Form in which a field is edited. */
export type FieldForm =
  | 'text'
  | 'long'
  | 'number'
  | 'date'
  | 'lines'
  | 'genres'
  | 'kind'
  | 'companies'
  | 'ratings'
  | 'related'
  | 'releases'

/** Fields that a person can fix, each with its form. Releases are fixed for one platform at a time. */
export const FIELD_FORMS: Readonly<Record<string, FieldForm>> = {
  title: 'text',
  kind: 'kind',
  summary: 'long',
  released: 'date',
  genres: 'genres',
  companies: 'companies',
  'score.critics': 'number',
  'score.users': 'number',
  salesCopies: 'number',
  popularity: 'number',
  series: 'lines',
  alternativeNames: 'lines',
  ratings: 'ratings',
  related: 'related',
  website: 'text',
  cover: 'text',
}

/** Returns the form of a field; `undefined` for one that cannot be fixed. */
export const formOf = (field: string): FieldForm | undefined =>
  /^releases\.[^.[]+$/.test(field) ? 'releases' : Object.hasOwn(FIELD_FORMS, field) ? FIELD_FORMS[field] : undefined

/** Returns the field that is fixed for another one to change, such as the releases on a platform for the date of one of them; `undefined` if none is. */
export function fieldToFix(field: string): string | undefined {
  const whole = /^releases\.[^.[]+/.exec(field)?.[0] ?? field
  return formOf(whole) && whole
}

/** Members of a release in a line of its text, between tabs. */
export const RELEASE_MEMBERS = ['region', 'edition', 'released', 'salesCopies'] as const

type Stated = Readonly<Record<string, unknown>>

const DATE_LENGTHS: Readonly<Record<string, number>> = { year: 4, month: 7 }

function editedDate({ date, precision }: Stated): string {
  const text = String(date)
  return precision === 'quarter'
    ? `${text.slice(0, 4)}-Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`
    : text.slice(0, DATE_LENGTHS[String(precision)] ?? 10)
}

/** Pairs that are written `first: second`. */
const PAIRS = [
  ['name', 'role'],
  ['board', 'rating'],
  ['slug', 'relation'],
] as const

/** Returns the text in which a value is edited. */
export function editedText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(editedText).join('\n')
  if (typeof value !== 'object') return String(value)
  const stated = value as Stated // safe: any object has members
  if ('platform' in stated) return RELEASE_MEMBERS.map((member) => editedText(stated[member])).join('\t')
  if ('date' in stated) return editedDate(stated)
  const pair = PAIRS.find(([first]) => first in stated)
  if (pair)
    return pair
      .map((member) => stated[member] ?? '')
      .filter(Boolean)
      .join(': ')
  return 'value' in stated ? String(stated.value) : JSON.stringify(value)
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Reads a line such as `first: second`. */
const pairOf = (line: string) => /^(.*\S)\s*:\s*(\S.*)$/.exec(line)?.slice(1) ?? [line]

/** Roles as people write them in the languages of the page. */
const ROLES: Readonly<Record<string, string>> = {
  developer: 'developer',
  publisher: 'publisher',
  développeur: 'developer',
  éditeur: 'publisher',
}
const COMPANY = /^(.*?)\s*:\s*(developer|publisher|développeur|éditeur)$/

/** Reads the text of each form. `undefined`: it is no such value. */
const READERS: Readonly<Record<FieldForm, (text: string) => unknown>> = {
  text: (text) => text.trim() || null,
  long: (text) => text.trim() || null,
  kind: (text) => text,
  number: (text) => readNumber(text.trim()),
  date: (text) => readDate(text.trim()),
  lines: linesOf,
  genres: linesOf,
  companies: (text) =>
    linesOf(text).map((line) => {
      const [, name = line, role = ''] = COMPANY.exec(line) ?? []
      return { name, role: ROLES[role] ?? null }
    }),
  ratings: (text) =>
    linesOf(text).map((line) => {
      const [board = '', rating = ''] = pairOf(line)
      return { board, rating }
    }),
  related: (text) =>
    linesOf(text).map((line) => {
      const [slug = '', relation = ''] = pairOf(line)
      return { slug, relation }
    }),
  releases: readReleases,
}

/** Reads the text of a person as the value of a field. `undefined`: it is none. An empty text means that the value is unknown. */
export const readValue = (form: FieldForm, text: string): unknown => READERS[form](text)

const readNumber = (given: string) =>
  given === '' ? null : /^\d+(?:[.,]\d+)?$/.test(given) ? Number(given.replace(',', '.')) : undefined

const DATE = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/i

function readDate(given: string): unknown {
  if (given === '') return null
  const [, year, quarter, month, day] = DATE.exec(given) ?? []
  if (!year || !isDay(year, month, day)) return undefined
  if (quarter) return { date: `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`, precision: 'quarter' }
  return { date: `${year}-${month ?? '01'}-${day ?? '01'}`, precision: day ? 'day' : month ? 'month' : 'year' }
}

const FIRST_YEAR = 1950
const LAST_YEAR = 2100

/** True for a day of the calendar in a year that a game can have. */
function isDay(year: string, month = '01', day = '01'): boolean {
  const date = new Date(`${year}-${month}-${day}`)
  const exists = !Number.isNaN(date.valueOf()) && date.getUTCDate() === Number(day)
  return exists && date.getUTCFullYear() >= FIRST_YEAR && date.getUTCFullYear() <= LAST_YEAR
}

function readReleases(text: string): unknown {
  const releases = (text === '' ? [] : text.split('\n')).map((line) => {
    const [region = '', edition = '', released = '', copies = ''] = line.split('\t').map((one) => one.trim())
    const read = { released: readDate(released), salesCopies: readNumber(copies) }
    return { region: region || null, edition: edition || null, ...read }
  })
  return releases.every(({ released, salesCopies }) => released !== undefined && salesCopies !== undefined)
    ? releases
    : undefined
}
