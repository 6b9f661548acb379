import type { CatalogueRecord } from './record'

/** No shop lists a longer title and no list a longer name: what is longer is a description, a broken row or an attack. */
const LONGEST_NAME = 300
/** A key is a title with what tells it from its namesakes. An index entry of Postgres holds 2,704 bytes. */
export const LONGEST_KEY = 600
const MOST_NAMES = 200
/** A game that is sold song by song has two thousand DLC. */
export const MOST_RELATIONS = 20_000
/** Beyond what any game has had by a factor of ten. */
const MOST_VOTES = 100_000_000
/** People and copies: more than there are people on earth. */
const MOST_PEOPLE = 10_000_000_000
/** As JSON writes a NUL and half of a surrogate pair; a backslash that stands in a text itself is doubled. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

/** Why a record cannot be kept: a stable code, the field in our words, and what is wrong with it. */
export type Excess = {
  code: 'too_long' | 'too_many' | 'out_of_range' | 'unstorable_text'
  field: string
  message: string
}

/**
 * What of a record is larger than the stores can hold, or `undefined` for one that can be kept. `fields` is the record as JSON.
 *
 * One such record would stop every run from then on, for its match could never be stored.
 */
export function excessOf(key: string, record: CatalogueRecord, fields: string): Excess | undefined {
  if (key.length > LONGEST_KEY) return tooLong('key')
  return longNameIn(record) ?? relationIn(record) ?? largeFigureIn(record) ?? unstorableIn(key, fields)
}

const tooLong = (field: string): Excess => ({ code: 'too_long', field, message: `The ${field} is too long to be one.` })

/** Every text by which a game, a company or an id may be looked up. */
function longNameIn(record: CatalogueRecord): Excess | undefined {
  if (record.title.length > LONGEST_NAME) return tooLong('title')
  const { genres, developers, publishers, series, tags, alternativeNames, unknown } = record
  const lists = { genres, developers, publishers, series, tags, alternativeNames, ...unknown }
  for (const [field, names = []] of Object.entries(lists)) {
    if (names.length > MOST_NAMES) return { code: 'too_many', field, message: `The list of ${field} is too long.` }
    if (names.some((name) => name.length > LONGEST_NAME)) return tooLong(field)
  }
  const ids = Object.entries(record.externalIds ?? {}).flat()
  return ids.some((id) => id.length > LONGEST_NAME) ? tooLong('externalIds') : undefined
}

function relationIn({ relations = [] }: CatalogueRecord): Excess | undefined {
  if (relations.length > MOST_RELATIONS)
    return { code: 'too_many', field: 'relations', message: 'The list of relations is too long.' }
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
    ['salesCopies', salesCopies, MOST_PEOPLE],
    ...releases.map(({ salesCopies: copies }): [string, number | undefined, number] => [
      'releases',
      copies,
      MOST_PEOPLE,
    ]),
  ]
  const large = figures.find(([, figure = 0, most]) => !(figure <= most))
  return large && { code: 'out_of_range', field: large[0], message: `A figure of ${large[0]} is beyond anything real.` }
}

function unstorableIn(key: string, fields: string): Excess | undefined {
  if (key.isWellFormed() && !(fields.includes('\\u') && UNSTORABLE.test(fields))) return undefined
  return {
    code: 'unstorable_text',
    field: 'record',
    message: 'A text of the record holds a NUL or half of a surrogate pair.',
  }
}
