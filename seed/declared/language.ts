import { KINDS } from '#catalogue/record'

/** What may be said of a value beside its column. */
export const CONVERSIONS = [
  'split',
  'scale',
  'date',
  'number',
  'words',
  'const',
  'missing',
  'codes',
  'flags',
  'against',
] as const
export type Conversion = (typeof CONVERSIONS)[number]

/** Those that say all there is to say: nothing may stand beside them. */
export const ALONE: readonly Conversion[] = ['const', 'flags', 'against']

/** What kind of value a field is: it decides which conversions make sense of a column. */
export type FieldType = 'title' | 'text' | 'kind' | 'website' | 'id' | 'year' | 'date' | 'list' | 'score' | 'count'

/** Every field of `map` but `externalIds.<source>`, and what it is. */
export const MAP_FIELDS = {
  title: 'title',
  year: 'year',
  released: 'date',
  platforms: 'list',
  genres: 'list',
  developers: 'list',
  publishers: 'list',
  series: 'list',
  tags: 'list',
  popularity: 'count',
  salesCopies: 'count',
  'score.critics': 'score',
  'score.users': 'score',
  votes: 'count',
  alternativeNames: 'list',
  edition: 'text',
  kind: 'kind',
  summary: 'text',
  website: 'website',
} as const satisfies Record<string, FieldType>

const ALLOWED: Record<FieldType, readonly Conversion[]> = {
  title: ['missing'],
  text: ['const', 'missing', 'codes'],
  kind: ['const', 'missing', 'codes'],
  website: ['missing'],
  id: ['missing'],
  year: ['number', 'missing'],
  date: ['date', 'missing'],
  list: ['split', 'words', 'const', 'missing', 'codes', 'flags'],
  score: ['scale', 'number', 'missing', 'against'],
  count: ['number', 'missing'],
}

/** An id of the same work at another source: `externalIds.steam`. */
export const EXTERNAL_ID = /^externalIds\.([a-z0-9][a-z0-9-]{0,39})$/

/** The type of a field, or `undefined` where there is no such field. */
export function typeOfField(field: string): FieldType | undefined {
  if (Object.hasOwn(MAP_FIELDS, field)) return MAP_FIELDS[field as keyof typeof MAP_FIELDS] // safe: it is one of its keys
  return EXTERNAL_ID.test(field) ? 'id' : undefined
}

/** The conversions a field of this type takes. */
export const conversionsOf = (type: FieldType): readonly Conversion[] => ALLOWED[type]

/** Whether a text that is declared is one that a field of this type may have: one of ours for a kind. */
export const isConstant = (type: FieldType, value: string): boolean =>
  type !== 'kind' || KINDS.some((kind) => kind === value)

/** A name that other people's commands and stores can bear. */
export const SOURCE_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/

/** How dates are written: `D MMM YYYY` and the like, or `X` for seconds since 1970 and `x` for milliseconds. */
const DATE_PATTERN = /^(?:X|x|(?:YYYY|YY|MMMM|MMM|MM|M|DD|D|[ ,./-])+)$/
const DATE_TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D/g

/** Whether a text is such a pattern: it has a year, and nothing twice. */
export function isDatePattern(text: string): boolean {
  if (!DATE_PATTERN.test(text)) return false
  const parts = (text.match(DATE_TOKEN) ?? []).map((token) => token[0])
  return /^x$/i.test(text) || (parts.includes('Y') && new Set(parts).size === parts.length)
}
