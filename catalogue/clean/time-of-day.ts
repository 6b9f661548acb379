/** A time of day after a date: ` 00:00:00`, ` 12:00 AM`, ` 10:30:00+00:00`; after the day of SAS with a colon, `20APR2006:00:00:00`. */
const AFTER_DATE =
  /(?:,? {1,3}|(?<=[a-z]{3}\d{4}):)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?$/i

/** Returns a date without the time of day after it. */
export const withoutTime = (text: string): string => (text.includes(':') ? text.replace(AFTER_DATE, '') : text)
