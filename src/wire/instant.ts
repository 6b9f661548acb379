import { t } from 'elysia'

const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const MONTH_AND_DAY =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))'
/** A day of the calendar. In UTC, every instant of these years has a year of four digits, as the stores need it. */
const DAY = `(?!0|9999)(?:\\d{4}-${MONTH_AND_DAY}|${LEAP_YEAR}-02-29)`
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?'
const ZONE = '(?:Z|[+-](?:0\\d|1[0-4]):[0-5]\\d)'

/** Returns the schema of an instant in a query: a day of the years 1000 to 9998, or a time of it with its zone. */
export const Instant = (description: string) =>
  t.String({
    pattern: `^${DAY}(?:T${TIME}${ZONE})?$`,
    description: `${description}: a day (its beginning in UTC) or an instant in ISO 8601, such as 2026-01-31T00:00:00Z, of the years 1000 to 9998`,
    examples: ['2020-01-31T00:00:00Z'],
  })

/** Returns a validated instant in UTC, ISO 8601, cut to milliseconds. */
export const parseInstant = (text: string): string => new Date(text).toISOString()
