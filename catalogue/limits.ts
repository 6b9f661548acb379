import type { CatalogueRecord } from './record'
import type { RefusalCode } from './refusal-codes'

/** Most characters of a title, name or id. Longer text is a description, a broken row or an attack: no source has such names. */
export const LONGEST_NAME = 300
/** Most characters of a record's key: a title and what distinguishes it. An index entry of Postgres holds 2,704 bytes. */
export const LONGEST_KEY = 600
/** Most entries of one list of names. */
export const MOST_NAMES = 200
/** Most relations of one record. A game that sells its songs one by one has 2,000 DLC. */
export const MOST_RELATIONS = 20_000
/** Most votes: ten times as many as any game has. The stores hold at most 2,147,483,647. */
export const MOST_VOTES = 100_000_000
/** Most players: more than there are people on earth. */
export const MOST_PEOPLE = 10_000_000_000
/** Most copies: twice as many as any game has sold. */
const MOST_COPIES = 1_000_000_000
/** JSON escapes of NUL and of lone surrogates; `\\u0000`, an escaped backslash before plain text, is not one. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

/** Reason why a record cannot be stored: a stable code, the field under our name, and a sentence. */
export type Excess = {
  code: Extract<RefusalCode, 'too_long' | 'too_many' | 'out_of_range' | 'unstorable_text'>
  field: string
  message: string
}

/**
 * Returns the first reason why a record cannot be stored, or `undefined` if it can be. `fields` is the record as JSON.
 *
 * One such record would make every later run fail, because its match could never be stored.
 */
export function excessOf(key: string, record: CatalogueRecord, fields: string): Excess | undefined {
  if (key.length > LONGEST_KEY) return tooLong('key', LONGEST_KEY)
  return longNameIn(record) ?? relationIn(record) ?? largeFigureIn(record) ?? unstorableIn(key, fields)
}

const tooLong = (field: string, most = LONGEST_NAME): Excess => ({
  code: 'too_long',
  field,
  message: `A text in ${field} is longer than ${most} characters.`,
})

const tooMany = (field: string, most: number): Excess => ({
  code: 'too_many',
  field,
  message: `The list ${field} has more than ${most} entries.`,
})

/** Checks every text by which a game, a company or an id can be looked up. */
function longNameIn(record: CatalogueRecord): Excess | undefined {
  if (record.title.length > LONGEST_NAME) return tooLong('title')
  const { genres, developers, publishers, companies, series, tags, alternativeNames, unknown } = record
  const aboutCompanies = record.aboutCompanies?.flatMap(({ name, also = [], parent = '' }) => [name, ...also, parent])
  const lists = {
    genres,
    developers,
    publishers,
    companies,
    aboutCompanies,
    series,
    tags,
    alternativeNames,
    ...unknown,
  }
  for (const [field, names = []] of Object.entries(lists)) {
    if (names.length > MOST_NAMES) return tooMany(field, MOST_NAMES)
    if (names.some((name) => name.length > LONGEST_NAME)) return tooLong(field)
  }
  const ids = Object.entries(record.externalIds ?? {}).flat()
  return ids.some(isLong) ? tooLong('externalIds') : longWordIn(record)
}

const isLong = (text = ''): boolean => text.length > LONGEST_NAME

/** Checks the words of releases, which are part of their key, and those of ratings. */
function longWordIn({ releases = [], ratings = [] }: CatalogueRecord): Excess | undefined {
  if (releases.some(({ region, edition }) => isLong(region) || isLong(edition))) return tooLong('releases')
  return ratings.some(({ board, rating }) => isLong(board) || isLong(rating)) ? tooLong('ratings') : undefined
}

function relationIn({ relations = [] }: CatalogueRecord): Excess | undefined {
  if (relations.length > MOST_RELATIONS) return tooMany('relations', MOST_RELATIONS)
  const isLong = relations.some(({ source, id }) => source.length > LONGEST_NAME || id.length > LONGEST_NAME)
  return isLong ? tooLong('relations') : undefined
}

function largeFigureIn({
  critics,
  users,
  popularity,
  salesCopies,
  releases = [],
}: CatalogueRecord): Excess | undefined {
  const figures: [string, number | undefined, number][] = [
    ['critics', critics?.votes, MOST_VOTES],
    ['users', users?.votes, MOST_VOTES],
    ['popularity', popularity, MOST_PEOPLE],
    ['salesCopies', salesCopies, MOST_COPIES],
    ...releases.map(({ salesCopies: copies }): [string, number | undefined, number] => [
      'releases',
      copies,
      MOST_COPIES,
    ]),
  ]
  const large = figures.find(([, figure = 0, most]) => !(figure >= 0 && figure <= most))
  if (!large) return undefined
  const [field, figure = 0, most] = large
  if (figure < 0) return { code: 'out_of_range', field, message: `A number in ${field} is below 0.` }
  return { code: 'out_of_range', field, message: `A number in ${field} is above ${most}, more than any game can have.` }
}

function unstorableIn(key: string, fields: string): Excess | undefined {
  if (key.isWellFormed() && !(fields.includes('\\u') && UNSTORABLE.test(fields))) return undefined
  return {
    code: 'unstorable_text',
    field: 'record',
    message: 'The record contains a NUL or half of a surrogate pair, which the database cannot store.',
  }
}
