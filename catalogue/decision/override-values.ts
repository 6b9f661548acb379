import * as v from 'valibot'
import { parseDate } from '#catalogue/clean/date'
import { LONGEST_KEY } from '#catalogue/limits'
import { type PartialDate, PRECISIONS } from '#catalogue/record'

const LONGEST_NAME = 300
const MOST = 200
const MOST_PEOPLE = 10_000_000_000

const isStorable = (value: string) => value.isWellFormed() && !value.includes('\0')

/** A text that is not empty, without blanks around it. */
export const textValue = (longest: number) =>
  v.pipe(
    v.string('is to be a text'),
    v.trim(),
    v.nonEmpty('is to be a text that is not empty'),
    v.maxLength(longest, `is to have ${longest} characters at most`),
    v.check(isStorable, 'is to be text without NUL or broken characters'),
  )

const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u
const UNSEEN = /[\p{Cc}\u2028\u2029]/u

/** A name of something. */
export const nameValue = v.pipe(
  textValue(LONGEST_NAME),
  v.check((value) => SEEN.test(value) && !UNSEEN.test(value), 'is to be one line of text that can be read'),
)

/** A number from 0. */
export const figureValue = (most: number) =>
  v.pipe(
    v.number('is to be a number'),
    v.minValue(0, `is to be 0 to ${most}`),
    v.maxValue(most, `is to be 0 to ${most}`),
  )

/** People or copies. */
export const countValue = v.pipe(figureValue(MOST_PEOPLE), v.integer('is to be a whole number'))

/** Some things of one kind. */
export const listValue = <Item extends v.GenericSchema>(item: Item, most = MOST) =>
  v.pipe(v.array(item, 'is to be a list'), v.maxLength(most, `is to list ${most} at most`))

/** A list that names nothing twice; `keyOf` is what tells two of its items apart, empty for one that names nothing. */
export const distinctValue = <Item extends v.GenericSchema>(item: Item, keyOf: (item: v.InferOutput<Item>) => string) =>
  v.pipe(
    listValue(item),
    v.check((items) => items.every((each) => keyOf(each) !== ''), 'is to list names of letters or digits'),
    v.check((items) => new Set(items.map(keyOf)).size === items.length, 'is to list each one once'),
  )

/** A date as exactly as it is known. */
export const dateValue = v.pipe(
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

const part = v.pipe(v.string(), v.maxLength(LONGEST_KEY), v.check(isStorable))

/** A record by its identity in every store. */
export const recordRefValue = v.strictObject({ source: part, dataset: part, key: part })
