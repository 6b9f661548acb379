import { type TSchema, t } from 'elysia'
import { Digits } from '#src/http/digits'

/** A whole number in an answer. `t.Integer()` would let a string pass. */
export const Whole = (options: { description: string; minimum?: number; maximum?: number }) =>
  t.Number({ multipleOf: 1, ...options })

/** A score in a query, 0 to 100. */
export const Hundred = (description: string) =>
  Digits({ pattern: '^(\\d{1,2}|100)$', minimum: 0, maximum: 100 }, description)

/** A year in a query, 0 to 9999. */
export const Year = (description: string) => Digits({ pattern: '^\\d{1,4}$', minimum: 0, maximum: 9999 }, description)

/** An id that the store counts up. */
export const Id = (description: string) =>
  Digits({ pattern: '^\\d{1,15}$', minimum: 0, maximum: 999_999_999_999_999 }, description)

export const PageSize = Digits(
  { pattern: '^([1-9]\\d?|100)$', minimum: 1, maximum: 100 },
  'How many items a page holds (20 when absent)',
)

/** Slugs in a query, separated by commas. */
export const Slugs = (description: string) =>
  t.String({
    pattern: '^[a-z0-9][a-z0-9_.-]{0,99}(,[a-z0-9][a-z0-9_.-]{0,99}){0,49}$',
    maxLength: 2000,
    description: `${description}: slugs separated by commas`,
  })

/** Some words of a closed list in a query, separated by commas. */
export function WordsOf(words: readonly string[], description: string) {
  const one = `(${words.join('|')})`
  return t.String({
    pattern: `^${one}(,${one}){0,49}$`,
    maxLength: 1000,
    description: `${description}: some of ${words.join(', ')}, separated by commas`,
  })
}

/** One word of a closed list. `t.UnionEnum` would make the first word a default. */
export function WordOf<const Word extends string>(words: readonly Word[], description: string) {
  const enumerated = Object.fromEntries(words.map((word) => [word, word])) as { [Each in Word]: Each } // safe: every word names itself
  return t.Enum(enumerated, { description, openapi: { type: 'string', enum: [...words] } })
}

/** Any text is well formed here: what no page gave out is refused as a bad cursor, not as a bad parameter. */
export const Cursor = t.String({ description: 'Where the page begins: `next` of the page before' })

/** What a comma-separated parameter lists, or `undefined` where it is absent. */
export const listed = (text: string | undefined): string[] | undefined =>
  text ? [...new Set(text.split(','))] : undefined

/** What people call something, in both languages. */
export const LabelShape = (description: string) => t.Object({ en: t.String(), fr: t.String() }, { description })

/** Of a route without parameters: any parameter is refused as unknown. */
export const NO_QUERY = t.Object({})

/** Where the next page begins. */
export const NextCursor = t.Nullable(t.String({ description: '`cursor` of the next page; null on the last one' }))

/** A page of things and where the next one begins. */
export const pageShape = <Item extends TSchema>(item: Item, about: { title: string; description: string }) =>
  t.Object(
    {
      items: t.Array(item),
      next: NextCursor,
    },
    about,
  )
