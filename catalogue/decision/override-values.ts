import * as v from 'valibot'
import { parseDate } from '#catalogue/clean/date'
import { LONGEST_KEY, LONGEST_NAME, MOST_NAMES, MOST_PEOPLE } from '#catalogue/limits'
import { type PartialDate, PRECISIONS } from '#catalogue/record'

const isStorable = (value: string) => value.isWellFormed() && !value.includes('\0')

/** Schema of a text of 1 to `longest` characters; removes white space around it. */
export const textValue = (longest: number) =>
  v.pipe(
    v.string('must be a text'),
    v.trim(),
    v.nonEmpty('must be a text that is not empty'),
    v.maxLength(longest, `must have at most ${longest} characters`),
    v.check(isStorable, 'must be text without NUL or broken characters'),
  )

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u
const LINE_BREAK_OR_CONTROL = /[\p{Cc}\u2028\u2029]/u

/** Schema of a name: one line with at least one visible character. */
export const nameValue = v.pipe(
  textValue(LONGEST_NAME),
  v.check((value) => VISIBLE.test(value) && !LINE_BREAK_OR_CONTROL.test(value), 'must be one line of visible text'),
)

/** Schema of a number from 0 to `most`. */
export const figureValue = (most: number) =>
  v.pipe(
    v.number('must be a number'),
    v.minValue(0, `must be from 0 to ${most}`),
    v.maxValue(most, `must be from 0 to ${most}`),
  )

/** Schema of a score from 0 to 100. Rounds it to one decimal, like every score: the stores cannot hold 1e-50. */
export const scoreValue = v.pipe(
  figureValue(100),
  v.transform((score) => Math.round(score * 10) / 10),
)

/** Schema of a number of players or copies. */
export const countValue = v.pipe(figureValue(MOST_PEOPLE), v.integer('must be a whole number'))

/** Schema of a list of at most `most` items, which are counted before they are read (Default: 200). */
export const listValue = <Item extends v.GenericSchema>(item: Item, most = MOST_NAMES) =>
  v.pipe(
    v.custom<unknown[]>(Array.isArray, 'must be a list'),
    v.maxLength(most, `must list at most ${most}`),
    v.array(item),
  )

/** Schema of a list without duplicates: items with equal `keyOf` are the same. An item with an empty key is refused. */
export const distinctValue = <Item extends v.GenericSchema>(item: Item, keyOf: (item: v.InferOutput<Item>) => string) =>
  v.pipe(
    listValue(item),
    v.check((items) => items.every((each) => keyOf(each) !== ''), 'must list names of letters or digits'),
    v.check((items) => new Set(items.map(keyOf)).size === items.length, 'must list each one once'),
  )

/** Schema of a `PartialDate`. */
export const dateValue = v.pipe(
  v.strictObject(
    {
      date: v.pipe(v.string('must be a date'), v.isoDate('must be a date such as 1998-11-23')),
      precision: v.picklist(PRECISIONS, `must be one of ${PRECISIONS.join(', ')}`),
    },
    'must be { date, precision }',
  ),
  v.check(isDay, 'must be a day in the calendar, from 1950 to 2100'),
  v.check(isFirstOfPeriod, 'must be the first day of the period that precision names'),
)

function isDay({ date }: PartialDate): boolean {
  const parsed = parseDate(date)
  return parsed.ok && parsed.value?.date === date
}

const ENDINGS = { day: /./, month: /-01$/, quarter: /-(?:01|04|07|10)-01$/, year: /-01-01$/ } as const

function isFirstOfPeriod({ date, precision }: PartialDate): boolean {
  return ENDINGS[precision].test(date)
}

const part = v.pipe(v.string(), v.maxLength(LONGEST_KEY), v.check(isStorable))

/** Schema of a `RecordRef`. */
export const recordRefValue = v.strictObject({ source: part, dataset: part, key: part })
