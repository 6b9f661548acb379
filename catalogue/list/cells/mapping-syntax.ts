import { KINDS } from '#catalogue/record'

/** Members of an expression besides `column`. */
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
  'share',
] as const
export type Conversion = (typeof CONVERSIONS)[number]

/** Conversions that allow no other conversion beside them. */
export const ALONE: readonly Conversion[] = ['const', 'flags', 'against']

/** Type of a field; it decides which conversions are allowed. */
export type FieldType = 'title' | 'text' | 'kind' | 'website' | 'id' | 'year' | 'date' | 'list' | 'score' | 'count'

/** The type of every field of `map`, except `externalIds.<source>`. */
export const MAP_FIELDS = {
  title: 'title',
  year: 'year',
  released: 'date',
  platforms: 'list',
  genres: 'list',
  developers: 'list',
  publishers: 'list',
  companies: 'list',
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
  score: ['scale', 'number', 'missing', 'against', 'share'],
  count: ['number', 'missing'],
}

/** Pattern of the field name of an id at another source, `externalIds.steam`; its group is the source. */
export const EXTERNAL_ID_PATTERN = /^externalIds\.([a-z0-9][a-z0-9-]{0,39})$/

/** Returns the type of a field; `undefined` if there is no such field. */
export function typeOfField(field: string): FieldType | undefined {
  if (Object.hasOwn(MAP_FIELDS, field)) return MAP_FIELDS[field as keyof typeof MAP_FIELDS] // safe: it is one of its keys
  return EXTERNAL_ID_PATTERN.test(field) ? 'id' : undefined
}

/** Returns the conversions that a type of field allows. */
export const conversionsOf = (type: FieldType): readonly Conversion[] => ALLOWED[type]

/** True if a declared constant is valid for a type of field: for a kind, one of `KINDS`; for others, any text. */
export const isConstant = (type: FieldType, value: string): boolean =>
  type !== 'kind' || KINDS.some((kind) => kind === value)

/** Pattern of a source name: safe in commands, file names and URLs. */
export const SOURCE_NAME_PATTERN = /^[a-z0-9][a-z0-9-]{0,39}$/

/** Characters of a date pattern such as `D MMM YYYY`; or `X` for seconds since 1970, `x` for milliseconds. */
const DATE_PATTERN = /^(?:X|x|(?:YY|[MD ,./-])+)$/
const DATE_TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D/g

/** Declares that a list writes a year as its first or last day. */
export const YEAR_IN_DAY = 'year-in-day'

/** True if a text is `year-in-day`, `X` or `x`, or a date pattern that has a year and repeats no part. */
export function isDatePattern(text: string): boolean {
  if (text === YEAR_IN_DAY) return true
  if (!DATE_PATTERN.test(text)) return false
  const parts = (text.match(DATE_TOKEN) ?? []).map((token) => token[0])
  return /^x$/i.test(text) || (parts.includes('Y') && new Set(parts).size === parts.length)
}
