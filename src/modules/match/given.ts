import { isNoName } from '#catalogue/clean/missing'
import { cleanTitle } from '#catalogue/clean/title'
import { LONGEST_KEY, LONGEST_NAME } from '#catalogue/limits'
import { askedRecord, yearDate } from '#catalogue/match/asked-record'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { isObject } from '#lib/json-object'
import type { ItemError } from './model'

const MEMBERS = new Set(['title', 'year', 'platform', 'company', 'ids'])
/** Most ids of one item. */
const MOST_IDS = 100
const LATEST_YEAR = 9_999

/** Returns the record of an item, or what is wrong with the item. */
export function readItem(value: unknown): CatalogueRecord | ItemError {
  if (!isObject(value)) return malformed('Send an object with `title`.')
  const { title, year, platform, company, ids } = value
  const wrong = wrongMember(value)
  if (wrong !== undefined) return malformed(wrong)
  return (
    titleError(title) ??
    askedRecord(
      {
        title: cleanTitle(String(title)) ?? '',
        ...(typeof year === 'number' && { released: yearDate(year) }),
        ...(isText(platform) && { platforms: [platform] }),
        ...(isText(company) && { companies: [company] }),
        ...(isObject(ids) && { ids: ids as Record<string, string> }), // safe: `wrongMember` has checked its values
      },
      standardVocabulary,
    )
  )
}

/** True if an item could not be read. */
export const isItemError = (read: CatalogueRecord | ItemError): read is ItemError => 'code' in read

const malformed = (detail: string): ItemError => ({ code: 'malformed_item', detail })

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

/** Returns what is wrong with the form of an item. */
function wrongMember({ title, year, platform, company, ids, ...others }: Record<string, unknown>): string | undefined {
  if (Object.keys(others).length > 0) return `Send only ${[...MEMBERS].map((name) => `\`${name}\``).join(', ')}.`
  if (title !== undefined && title !== null && typeof title !== 'string') return 'Write `title` as a text.'
  if (!isAbsent(year) && !isYear(year)) return `Write \`year\` as a whole number from 0 to ${LATEST_YEAR}.`
  if (!isShort(platform, LONGEST_NAME)) return `Write \`platform\` as a text of at most ${LONGEST_NAME} characters.`
  if (!isShort(company, LONGEST_NAME)) return `Write \`company\` as a text of at most ${LONGEST_NAME} characters.`
  return isAbsent(ids) || areIds(ids)
    ? undefined
    : `Write \`ids\` as an object of at most ${MOST_IDS} texts by source, each as the source writes it: { "steam": "620" }.`
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isYear = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LATEST_YEAR

const isShort = (value: unknown, most: number): boolean =>
  isAbsent(value) || (typeof value === 'string' && value.length <= most)

function areIds(value: unknown): boolean {
  const ids = isObject(value) ? Object.entries(value) : undefined
  return (
    ids !== undefined &&
    ids.length <= MOST_IDS &&
    ids.every(([source, id]) => source.length <= LONGEST_NAME && typeof id === 'string' && isShort(id, LONGEST_KEY))
  )
}

function titleError(title: unknown): ItemError | undefined {
  const clean = typeof title === 'string' ? cleanTitle(title.slice(0, LONGEST_NAME + 1)) : undefined
  if (typeof title !== 'string' || clean === undefined || isNoName(clean))
    return { code: 'missing_title', detail: 'The item has no title: send one.' }
  if (title.length <= LONGEST_NAME) return undefined
  return {
    code: 'title_too_long',
    detail: `Send a title of at most ${LONGEST_NAME} characters: a longer text is a description.`,
  }
}
