import { cleanCompany, splitCompanies } from '#catalogue/clean/company'
import type { Parsed } from '#catalogue/clean/parsed'
import { cleanTags } from '#catalogue/clean/tags'
import type { DeclaredRow } from '#catalogue/list/cells/cell'
import type { Expression } from '#catalogue/list/cells/expression'
import { EXTERNAL_ID_PATTERN } from '#catalogue/list/cells/mapping-syntax'
import {
  countField,
  dateField,
  type FieldReader,
  kindField,
  scoreField,
  textField,
  websiteField,
  yearField,
} from '#catalogue/list/cells/read-field'
import { listField } from '#catalogue/list/cells/read-list'
import type { CatalogueRecord, PartialDate, RecordRelease } from '#catalogue/record'
import { partitionWords } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import { idField } from './read-id'

/** Reason for which a field refuses a record. */
type Code = 'ambiguous_number' | 'invalid_date' | 'invalid_number' | 'invalid_value'

/** Sets one field of a catalogue record from a source record; `set` returns the reason if the value cannot be read. */
export type Setter = {
  field: string
  set: (record: CatalogueRecord, row: DeclaredRow, vocabulary: Vocabulary) => Code | undefined
}

type FieldMap = Record<string, Expression>
type Make = (expression: Expression, map: FieldMap) => Omit<Setter, 'field'>

/** Setters of the fields, in the order in which they run: releases use the date, editions and sales use the releases. */
const MAKERS: Record<string, Make> = {
  year: (expression) => reading('invalid_date', yearField(expression), setReleased),
  released: (expression) => reading('invalid_date', dateField(expression), setReleased),
  platforms: (expression) => reading('invalid_value', listField(expression), setPlatforms),
  edition: (expression) => reading('invalid_value', textField(expression), setEdition),
  salesCopies: (expression) => reading('invalid_number', countField(expression), setSales),
  genres: (expression) => reading('invalid_value', listField(expression), setGenres),
  developers: (expression) => reading('invalid_value', companiesField(expression), named('developers')),
  publishers: (expression) => reading('invalid_value', companiesField(expression), named('publishers')),
  companies: (expression) => reading('invalid_value', companiesField(expression), named('companies')),
  series: (expression) => reading('invalid_value', listField(expression), named('series')),
  tags: (expression) => reading('invalid_value', listField(expression), setTags),
  alternativeNames: (expression) => reading('invalid_value', listField(expression), setAlternativeNames),
  'score.critics': (expression) => reading('invalid_number', scoreField(expression), setScore('critics', expression)),
  'score.users': (expression) => reading('invalid_number', scoreField(expression), setScore('users', expression)),
  votes: (expression, map) =>
    reading('invalid_number', countField(expression), setVotes(map['score.users'] ? 'users' : 'critics')),
  popularity: (expression) =>
    reading('invalid_number', countField(expression), (record, people) => {
      if (people > 0) record.popularity = people
    }),
  kind: (expression) =>
    reading('invalid_value', kindField(expression), (record, kind) => {
      record.kind = kind
    }),
  summary: (expression) =>
    reading('invalid_value', textField(expression), (record, summary) => {
      record.summary = summary
    }),
  website: (expression) =>
    reading('invalid_value', websiteField(expression), (record, website) => {
      record.website = website
    }),
}

/** Returns the setters of a map; the title is not among them. */
export function fieldSetters(map: FieldMap): Setter[] {
  const own = Object.entries(MAKERS).flatMap(([field, make]) => {
    const expression = map[field]
    return expression ? [{ field, ...make(expression, map) }] : []
  })
  const ids = Object.entries(map).flatMap(([field, expression]) => {
    const source = EXTERNAL_ID_PATTERN.exec(field)?.[1]
    return source ? [{ field, ...reading('invalid_value', idField(expression), setExternalId(source)) }] : []
  })
  return [...own, ...ids]
}

/** Returns a setter that calls `put` with the value of `read`; it does nothing if there is no value. */
function reading<Value>(
  code: Code,
  read: FieldReader<Value>,
  put: (record: CatalogueRecord, value: Value, vocabulary: Vocabulary) => void,
): Omit<Setter, 'field'> {
  const set: Setter['set'] = (record, row, vocabulary) => {
    const parsed: Parsed<Value> = read(row)
    if (parsed.ok && parsed.value !== undefined) put(record, parsed.value, vocabulary)
    if (parsed.ok) return undefined
    return parsed.ambiguous ? 'ambiguous_number' : code
  }
  return { set }
}

/** Returns a reader of company names: as declared or, for a plain column, separated by commas. */
function companiesField(expression: Expression): FieldReader<string[]> {
  const read = listField(expression)
  const isPlain = [expression.split, expression.words, expression.const, expression.flags].every(
    (way) => way === undefined,
  )
  return (row) => {
    const parsed = read(row)
    if (!parsed.ok || !parsed.value) return parsed
    const names = parsed.value.flatMap((name) => (isPlain ? splitCompanies(name) : (cleanCompany(name) ?? [])))
    return { ok: true, value: [...new Set(names)] }
  }
}

const named =
  (field: 'developers' | 'publishers' | 'companies' | 'series') => (record: CatalogueRecord, names: string[]) => {
    if (names.length > 0) record[field] = names
  }

/** Sets the release date. `released` runs after `year` and replaces it, because it is more precise. */
function setReleased(record: CatalogueRecord, released: PartialDate): void {
  record.released = released
}

function setPlatforms(record: CatalogueRecord, words: string[], vocabulary: Vocabulary): void {
  const { known, unknown } = partitionWords(words, (word) => vocabulary.platform(word)?.slug)
  if (unknown.length > 0) record.unknown = { ...record.unknown, platforms: unknown }
  if (known.length > 0) record.releases = known.map((platform) => releaseOn(platform, record, known.length))
}

/** Returns a release. The date belongs to the game; it is the date of the release only if there is no other. */
function releaseOn(platform: string, { released }: CatalogueRecord, among: number): RecordRelease {
  return released && among === 1 ? { platform, released } : { platform }
}

function setEdition(record: CatalogueRecord, edition: string): void {
  for (const release of record.releases ?? []) release.edition = edition
}

function setSales(record: CatalogueRecord, copies: number): void {
  const [only, ...others] = record.releases ?? []
  if (copies === 0) return
  if (only && others.length === 0) only.salesCopies = copies
  else record.salesCopies = copies
}

function setGenres(record: CatalogueRecord, words: string[], vocabulary: Vocabulary): void {
  const { known, unknown } = partitionWords(words, (word) => vocabulary.genre(word)?.slug)
  if (known.length > 0) record.genres = known
  if (unknown.length > 0) record.unknown = { ...record.unknown, genres: unknown }
}

function setTags(record: CatalogueRecord, words: string[]): void {
  const tags = cleanTags(words)
  if (tags.length > 0) record.tags = tags
}

function setAlternativeNames(record: CatalogueRecord, names: string[]): void {
  const others = names.filter((name) => name !== record.title)
  if (others.length > 0) record.alternativeNames = others
}

const setScore =
  (by: 'critics' | 'users', { share, against }: Expression) =>
  (record: CatalogueRecord, value: number) => {
    record[by] = { value, ...((share || against !== undefined) && { isShare: true }) }
  }

/** Sets the number of votes of a score; without a score, votes are ignored. */
const setVotes = (by: 'critics' | 'users') => (record: CatalogueRecord, votes: number) => {
  const score = record[by]
  if (score && votes > 0) score.votes = votes
}

const setExternalId = (source: string) => (record: CatalogueRecord, id: string) => {
  record.externalIds = { ...record.externalIds, [source]: id }
}
