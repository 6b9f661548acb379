import * as v from 'valibot'
import { KINDS, type PartialDate, PRECISIONS } from '#catalogue/record'
import { nearest } from '#lib/suggest'
import { parseDate } from '../clean/date'
import { standardVocabulary } from '../vocabulary/lookup'

const LONGEST_NAME = 300
const LONGEST_TEXT = 20_000
const MOST = 200
const BEST_SCORE = 100
const MOST_PEOPLE = 10_000_000_000

const text = (longest: number) =>
  v.pipe(
    v.string('is to be a text'),
    v.trim(),
    v.nonEmpty('is to be a text that is not empty'),
    v.maxLength(longest, `is to have ${longest} characters at most`),
    v.check((value) => value.isWellFormed() && !value.includes('\0'), 'is to be text without NUL or broken characters'),
  )

const name = text(LONGEST_NAME)

const address = v.pipe(
  text(2_000),
  v.check(
    (value) => /^https?:\/\//i.test(value) && URL.canParse(value),
    'is to be an address such as https://example.org',
  ),
)

const figure = (most: number) =>
  v.pipe(
    v.number('is to be a number'),
    v.minValue(0, `is to be 0 to ${most}`),
    v.maxValue(most, `is to be 0 to ${most}`),
  )

const count = v.pipe(figure(MOST_PEOPLE), v.integer('is to be a whole number'))

const listOf = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item, 'is to be a list'), v.maxLength(MOST, `is to list ${MOST} at most`))

const genre = v.pipe(
  name,
  v.check((slug) => standardVocabulary.genre(slug)?.slug === slug, 'is to list slugs that /v1/genres knows'),
)

const date = v.pipe(
  v.strictObject(
    {
      date: v.pipe(v.string('is to be a date'), v.isoDate('is to be a date such as 1998-11-23')),
      precision: v.picklist(PRECISIONS, `is to be one of ${PRECISIONS.join(', ')}`),
    },
    'is to be { date, precision }',
  ),
  v.check(isDay, 'is to be a day that the calendar has, from 1950 to 2100'),
  v.check(isFirstOfPeriod, 'is to be the first day of the period that precision names'),
)

function isDay({ date }: PartialDate): boolean {
  const parsed = parseDate(date)
  return parsed.ok && parsed.value?.date === date
}

const ENDINGS = { day: /./, month: /-01$/, quarter: /-(?:01|04|07|10)-01$/, year: /-01-01$/ } as const

function isFirstOfPeriod({ date, precision }: PartialDate): boolean {
  return ENDINGS[precision].test(date)
}

const company = v.strictObject(
  { name, role: v.picklist(['developer', 'publisher'], 'is to be developer or publisher') },
  'is to be { name, role }',
)

const rating = v.strictObject({ board: name, rating: name }, 'is to be { board, rating }')

/** The members of a game that a person may fix, with what each may be. `null` says that nobody knows. */
const LOCKABLE = {
  title: name,
  kind: v.picklist(KINDS, `is to be one of ${KINDS.join(', ')}`),
  summary: v.nullable(text(LONGEST_TEXT)),
  website: v.nullable(address),
  cover: v.nullable(address),
  released: v.nullable(date),
  genres: listOf(genre),
  companies: listOf(company),
  series: listOf(name),
  alternativeNames: listOf(name),
  ratings: listOf(rating),
  'score.critics': v.nullable(figure(BEST_SCORE)),
  'score.users': v.nullable(figure(BEST_SCORE)),
  salesCopies: v.nullable(count),
  popularity: v.nullable(count),
} as const

export type LockableField = keyof typeof LOCKABLE

/** A value a person may give a field. */
export type LockedValues = { [Field in LockableField]: v.InferOutput<(typeof LOCKABLE)[Field]> }

/** The fields a person may fix. */
export const LOCKABLE_FIELDS = Object.keys(LOCKABLE)

/** Whether a person may fix this field. */
export const isLockable = (field: string): field is LockableField => Object.hasOwn(LOCKABLE, field)

/** A field with the value a person gives it, or what is wrong with either in words. */
export type ParsedLock = { ok: true; field: LockableField; value: unknown } | { ok: false; says: string }

/** Takes what a person wants a field to be. */
export function parseLock(field: string, value: unknown): ParsedLock {
  if (!isLockable(field)) return { ok: false, says: unknownField(field) }
  const parsed = v.safeParse(LOCKABLE[field], value)
  if (parsed.success) return { ok: true, field, value: parsed.output }
  return { ok: false, says: `${field} ${parsed.issues[0].message}` }
}

function unknownField(field: string): string {
  const meant = nearest(field, LOCKABLE_FIELDS)
  return `There is no such field to fix; ${meant ? `did you mean ${meant}?` : `there are ${LOCKABLE_FIELDS.join(', ')}.`}`
}
