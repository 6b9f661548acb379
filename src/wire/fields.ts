import { type TSchema, t } from 'elysia'
import { Digits } from '#src/http/digits'
import { CURSOR_PATTERN } from '#src/http/page'

/** Returns the schema of a whole number in a response. `t.Integer()` would let a string pass. */
export const Whole = (options: { description: string; minimum?: number; maximum?: number }) =>
  t.Number({ multipleOf: 1, ...options })

/** Returns the schema of words in a query as somebody typed them: 1 to 200 characters, not only spaces. (Default of `example`: zelda) */
export const Typed = (description: string, example = 'zelda') =>
  t.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[^\\u0000\\ufffd]*[^\\s\\u0000\\ufffd][^\\u0000\\ufffd]*$',
    description,
    examples: [example],
  })

/** Pattern of a text in a body: without NUL. Half a surrogate pair never gets here: no body may have one. */
export const STORABLE = '^[^\\u0000]*$'

/** Pattern of any text in a query: no URL may have NUL, or U+FFFD, which stands for bytes that are not UTF-8. */
export const READABLE = '^[^\\u0000\\ufffd]*$'

/** Returns the schema of a score in a query, 0 to 100. */
export const Score100 = (description: string, example: number) =>
  Digits({ pattern: '^(\\d{1,2}|100)$', minimum: 0, maximum: 100, example }, description)

/** Returns the schema of a year in a query, 0 to 9999. */
export const Year = (description: string, example: number) =>
  Digits({ pattern: '^\\d{1,4}$', minimum: 0, maximum: 9999, example }, description)

/** Returns the schema of a numeric id in a query. */
export const Id = (description: string) =>
  Digits({ pattern: '^\\d{1,15}$', minimum: 0, maximum: 999_999_999_999_999, example: 1 }, description)

/** Number of items per page in a query. (Default: 20) */
export const PageSize = Digits(
  { pattern: '^([1-9]\\d?|100)$', minimum: 1, maximum: 100, example: 5 },
  'Number of items per page (20 by default)',
)

const WORD = '[^,\\s\\u0000-\\u001f\\ufffd][^,\\u0000-\\u001f\\ufffd]{0,99}'

/** A word of the vocabulary in a list of a body: a slug or another name. */
export const Word = t.String({ pattern: `^${WORD}$`, description: 'A slug or another name, without commas in it' })

/** Returns the schema of 1 to 50 words of the vocabulary in a query, separated by commas. A word is a slug or another name. A test sends the example to the sample catalogue. */
export const Words = (description: string, example: string) =>
  t.String({
    pattern: `^${WORD}(,${WORD}){0,49}$`,
    maxLength: 2000,
    description: `${description}: at most 50 slugs or other names, each once, without commas in them, separated by commas without spaces`,
    examples: [example],
    openapi: { list: [] },
  })

/** Returns the schema of 1 to 50 words of a closed list in a query, separated by commas. */
export function WordsOf(words: readonly string[], description: string) {
  const one = `(${words.join('|')})`
  return t.String({
    pattern: `^${one}(,${one}){0,49}$`,
    maxLength: 1000,
    description: `${description}: one or more of ${words.join(', ')}, each once, separated by commas`,
    examples: words.slice(0, 1),
    openapi: { list: words },
  })
}

/** Returns the schema of one word of a closed list. `t.UnionEnum` would make the first word a default. */
export function WordOf<const Word extends string>(words: readonly Word[], description: string) {
  const enumerated = Object.fromEntries(words.map((word) => [word, word])) as { [Each in Word]: Each } // safe: every word is its own key
  return t.Enum(enumerated, { description, openapi: { type: 'string', enum: [...words] } })
}

/** Cursor in a query. Every route that takes it refuses one of another form as `bad_cursor`, by `refuseMalformedCursor`. */
export const Cursor = t.String({ pattern: CURSOR_PATTERN, description: 'Start of the page: `next` of the page before' })

/** Returns the schema of a UUID in a path. The format alone would let `urn:uuid:…` pass, which Postgres does not read. */
export const Uuid = (description: string) =>
  t.String({
    format: 'uuid',
    pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$',
    description,
    examples: ['0196a3c2-7d1e-7b3a-9c44-5f0e8d2b6a11'],
  })

/** Returns the words of a comma-separated parameter, or `undefined` if it is absent or empty. */
export const listed = (text: string | undefined): string[] | undefined => (text ? text.split(',') : undefined)

/** Returns the schema of a label in English and French. */
export const LabelShape = (description: string) => t.Object({ en: t.String(), fr: t.String() }, { description })

/** Parameter of lists of the vocabulary. */
export const Used = WordOf(['true', 'false'], 'With `true` only entries that have a game (`false` by default)')

/** Query of the lists of the vocabulary that are sent whole. */
export const UsedQuery = t.Object({ used: t.Optional(Used) })
export type UsedQuery = typeof UsedQuery.static

/** Returns the entries of a list that a query asks for. */
export const usedEntries = <Entry extends { games: number }>({ items }: { items: Entry[] }, { used }: UsedQuery) => ({
  items: used === 'true' ? items.filter(({ games }) => games > 0) : items,
})

/** Query of a route without parameters: any parameter is refused as unknown. */
export const NO_QUERY = t.Object({})

/** Cursor of the next page in a response; `null` on the last page. */
export const NextCursor = t.Nullable(t.String({ description: '`cursor` of the next page; null on the last one' }))

/** Returns the schema of a page: its items and the cursor of the next page. */
export const pageShape = <Item extends TSchema>(item: Item, about: { title: string; description: string }) =>
  t.Object(
    {
      items: t.Array(item),
      next: NextCursor,
    },
    about,
  )
