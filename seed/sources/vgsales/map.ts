import { cleanCompany, splitCompanies } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { esrbRatings } from '#catalogue/clean/esrb'
import { isDestroyed } from '#catalogue/clean/mojibake'
import { millionsToCopies } from '#catalogue/clean/number'
import { parseScore } from '#catalogue/clean/score'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, PartialDate, RecordRelease, Score } from '#catalogue/record'
import { setUnknown } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import { platformOfCode } from './platform-codes'
import type { VgsalesRow } from './row'
import { type Noted, readNote } from './sales-note'

const USER_BEST = 10

type Figures = { copies: number | undefined; critics: Score | undefined; users: Score | undefined }
/** Parsed values of a row; `platform` is a slug. */
type CleanValues = Figures & { platform: string | undefined; released: PartialDate | undefined }

/**
 * Maps a row, one game on one platform, to a catalogue record. Its key is name, platform and year.
 *
 * Refuses with `missing_title`, `destroyed_text`, `invalid_date`, `shifted_columns`, `invalid_number` or `wrong_platform`.
 */
export function mapVgsales(row: VgsalesRow, { vocabulary }: MapContext): Mapped {
  const name = cleanTitle(row.name)
  if (name === undefined) return refuseRecord('missing_title', 'title', 'The row has no title.')
  if (isDestroyed(name))
    return refuseRecord('destroyed_text', 'title', 'Letters of the title were already lost in the file.')
  const platform = platformOfCode(row.platform) ?? vocabulary.platform(row.platform)?.slug
  const released = parseDate(row.year)
  if (!released.ok) return misplaced(platform)
  const figures = readFigures(row)
  if ('reject' in figures) return figures
  const noted = readNote(name)
  if (noted.wrongSystem)
    return refuseRecord('wrong_platform', 'platform', 'A note in the title says that the platform is wrong.')
  const { copies, critics, users } = figures
  const reading = { copies, critics, users, platform, released: released.value }
  return { ok: true, key: keyOf(name, row, reading), record: recordOf(noted, row, reading, vocabulary) }
}

function misplaced(platform: string | undefined): Mapped {
  if (platform !== undefined) return refuseRecord('invalid_date', 'released', 'The year is not a valid year.')
  return refuseRecord(
    'shifted_columns',
    'platform',
    'Neither the platform nor the year is valid: the cells of the row are shifted.',
  )
}

function readFigures(row: VgsalesRow): Figures | Extract<Mapped, { ok: false }> {
  const copies = millionsToCopies(row.sales)
  if (!copies.ok)
    return refuseRecord('invalid_number', 'salesCopies', 'The sales are not a number (millions of copies).')
  const critics = parseScore(row.criticScore, row.criticBest, [row.criticCount])
  if (!critics.ok)
    return refuseRecord(
      'invalid_number',
      'critics',
      'The score or the vote count of the critics is not a number, or is out of range.',
    )
  const users = parseScore(row.userScore, USER_BEST, [row.userCount])
  if (!users.ok)
    return refuseRecord(
      'invalid_number',
      'users',
      'The score or the vote count of the users is not a number, or is out of range.',
    )
  return { copies: copies.value || undefined, critics: critics.value, users: users.value }
}

/**
 * Returns the key: stable, and equal in every dataset of the source. A note about sales stays in it, because it can be the only
 * difference between two rows.
 */
const keyOf = (name: string, row: VgsalesRow, { platform, released }: CleanValues): string =>
  `${name.toLowerCase()}|${platform ?? row.platform.trim().toLowerCase()}|${released?.date.slice(0, 4) ?? ''}`

function recordOf(noted: Noted, row: VgsalesRow, reading: CleanValues, vocabulary: Vocabulary): CatalogueRecord {
  const record: CatalogueRecord = { title: noted.title }
  setRelease(record, noted, row, reading)
  setGenre(record, row.genre, vocabulary)
  setCompanies(record, row)
  setFigures(record, row, reading)
  return record
}

function setRelease(record: CatalogueRecord, noted: Noted, row: VgsalesRow, reading: CleanValues): void {
  const { platform, released } = reading
  if (released) record.released = released
  if (platform === undefined) setUnknown(record, 'platforms', row.platform)
  else record.releases = [releaseOf(platform, noted, reading)]
}

function releaseOf(platform: string, { region }: Noted, { released, copies }: CleanValues): RecordRelease {
  const release: RecordRelease = { platform }
  if (region) release.region = region
  if (released) release.released = released
  if (copies) release.salesCopies = copies
  return release
}

function setGenre(record: CatalogueRecord, word: string, vocabulary: Vocabulary): void {
  const genre = vocabulary.genre(word)
  if (genre) record.genres = [genre.slug]
  else setUnknown(record, 'genres', word)
}

function setCompanies(record: CatalogueRecord, row: VgsalesRow): void {
  const developers = splitCompanies(row.developer)
  if (developers.length > 0) record.developers = developers
  const publisher = cleanCompany(row.publisher)
  if (publisher) record.publishers = [publisher]
}

function setFigures(record: CatalogueRecord, row: VgsalesRow, { critics, users, copies }: CleanValues): void {
  if (critics) record.critics = critics
  if (users) record.users = users
  if (copies) record.popularity = copies
  const ratings = esrbRatings(row.rating)
  if (ratings) record.ratings = ratings
}
