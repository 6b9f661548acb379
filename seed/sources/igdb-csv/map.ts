import { splitCompanies } from '#catalogue/clean/company'
import { cleanTitle } from '#catalogue/clean/title'
import { dateReader } from '#catalogue/list/cells/date-pattern'
import { YEAR_IN_DAY } from '#catalogue/list/cells/mapping-syntax'
import { byYear } from '#catalogue/merge/dates'
import type { CatalogueRecord, PartialDate, RecordRelease } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import type { IgdbCsvRow } from './row'

/** Text that the scraper wrote if it could not load a page. */
const NOT_FETCHED = 'Try Again'
const BEYOND_ASCII = /[^\0-\x7f]/

/**
 * Maps a row to a catalogue record. Its key is the slug; the title is made from the slug, because the file has no other title.
 *
 * Refuses with `missing_title` or `invalid_date`.
 */
export function mapIgdbCsv(row: IgdbCsvRow, { vocabulary }: MapContext): Mapped {
  const slug = row.title.trim()
  const title = cleanTitle(slug.replaceAll('-', ' '))
  if (title === undefined) return refuseRecord('missing_title', 'title', 'The row has no title.')
  const record: CatalogueRecord = { title, ...companiesOf(row) }
  if (!setReleases(record, wordsOf(row.release_dates, '; '), vocabulary))
    return refuseRecord('invalid_date', 'released', 'A release date is not a valid date.')
  setGenres(record, wordsOf(row.genres, ', '), vocabulary)
  const series = wordsOf(row.series, ', ').filter((name) => !BEYOND_ASCII.test(name))
  if (series.length > 0) record.series = series
  return { ok: true, key: slug, record }
}

const wordsOf = (cell: string, separator: string): string[] =>
  cell === NOT_FETCHED ? [] : cell.split(separator).flatMap((word) => word.trim() || [])

function companiesOf({ dev, publisher }: IgdbCsvRow): Pick<CatalogueRecord, 'developers' | 'publishers'> {
  const [developers, publishers] = [companiesIn(dev), companiesIn(publisher)]
  return { ...(developers.length > 0 && { developers }), ...(publishers.length > 0 && { publishers }) }
}

const companiesIn = (cell: string): string[] =>
  cell === NOT_FETCHED ? [] : splitCompanies(cell).filter((name) => !BEYOND_ASCII.test(name))

/** Sets one release per platform, with its earliest date, and the date of the earliest one. False if a date is not valid. */
function setReleases(record: CatalogueRecord, texts: readonly string[], vocabulary: Vocabulary): boolean {
  const stated = texts.map((text) => statedIn(text, vocabulary))
  if (stated.some((one) => one === undefined)) return false
  const [first] = stated.flatMap((one) => one?.released ?? []).toSorted(byYear)
  const releases = new Map<string, RecordRelease>()
  for (const { released, slug } of stated.flatMap((one) => one ?? []))
    if (slug !== undefined) keepFirst(releases, { platform: slug, ...(released && { released }) })
  const unknown = stated.flatMap((one) => (one && one.slug === undefined ? one.word : []))
  if (first) record.released = first
  if (releases.size > 0) record.releases = [...releases.values()]
  if (unknown.length > 0) record.unknown = { platforms: [...new Set(unknown)] }
  return true
}

const readDay = dateReader(YEAR_IN_DAY)

type Stated = { released: PartialDate | undefined; word: string; slug: string | undefined }

/** Parses a date and platform such as `Oct 16, 2013 - Wii U`; `undefined` if the date is not valid. */
function statedIn(text: string, vocabulary: Vocabulary): Stated | undefined {
  const [when = '', word = ''] = text.split(' - ')
  const date = readDay(when)
  return date.ok ? { released: date.value, word, slug: vocabulary.platform(word)?.slug } : undefined
}

function keepFirst(releases: Map<string, RecordRelease>, release: RecordRelease): void {
  const known = releases.get(release.platform)?.released
  if (!releases.has(release.platform) || isBefore(release.released, known)) releases.set(release.platform, release)
}

const isBefore = (date: PartialDate | undefined, other: PartialDate | undefined): boolean =>
  date !== undefined && (other === undefined || byYear(date, other) < 0)

function setGenres(record: CatalogueRecord, words: readonly string[], vocabulary: Vocabulary): void {
  const known = words.flatMap((word) => vocabulary.genre(word)?.slug ?? [])
  const unknown = words.filter((word) => !vocabulary.genre(word))
  if (known.length > 0) record.genres = [...new Set(known)]
  if (unknown.length > 0) record.unknown = { ...record.unknown, genres: unknown }
}
