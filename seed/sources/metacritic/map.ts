import { splitCompanies } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { esrbRatings } from '#catalogue/clean/esrb'
import { isDestroyed } from '#catalogue/clean/mojibake'
import { parseScore } from '#catalogue/clean/score'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, PartialDate, Score } from '#catalogue/record'
import { setUnknown } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import type { MetacriticRow } from './row'

const CRITIC_BEST = 100
/** Players of a game per user vote at Metacritic: a rough estimate, not measured. */
const PLAYERS_PER_VOTE = 2_500

/** Genre slugs by genre names that have this meaning only at Metacritic. */
const GENRES = new Map([
  ['GT / Street', 'racing'],
  ['Formula One', 'racing'],
  ['Rally / Offroad', 'racing'],
  ['Breeding/Constructing', 'simulation'],
])

/** Parsed values of a row; `platform` is a slug. */
type CleanValues = {
  title: string
  platform: string | undefined
  released: PartialDate | undefined
  critics: Score | undefined
  users: Score | undefined
}

/**
 * Maps a row, one game on one platform, to a catalogue record. Its key is title, platform and, if there is one, date.
 *
 * Refuses with `missing_title`, `destroyed_text`, `invalid_date` or `invalid_number`.
 */
export function mapMetacritic(row: MetacriticRow, { vocabulary }: MapContext): Mapped {
  const title = cleanTitle(row.title)
  if (title === undefined) return refuseRecord('missing_title', 'title', 'The row has no title.')
  if (isDestroyed(title))
    return refuseRecord('destroyed_text', 'title', 'Letters of the title were already lost in the file.')
  const released = parseDate(row.released)
  if (!released.ok) return refuseRecord('invalid_date', 'released', 'The release date is not a valid date.')
  const critics = parseScore(row.criticScore, CRITIC_BEST, row.criticVotes)
  if (!critics.ok)
    return refuseRecord(
      'invalid_number',
      'critics',
      'The score or the vote count of the critics is not a number, or is out of range.',
    )
  const users = parseScore(row.userScore, row.userBest, row.userVotes)
  if (!users.ok)
    return refuseRecord(
      'invalid_number',
      'users',
      'The score or the vote count of the users is not a number, or is out of range.',
    )
  const platform = vocabulary.platform(row.platform)?.slug
  const reading = { title, platform, released: released.value, critics: critics.value, users: users.value }
  return { ok: true, key: keyOf(row, reading), record: recordOf(row, reading, vocabulary) }
}

function keyOf(row: MetacriticRow, { title, platform, released }: CleanValues): string {
  const date = released ? `|${released.date}` : ''
  return `${title.toLowerCase()}|${platform ?? row.platform.trim().toLowerCase()}${date}`
}

function recordOf(row: MetacriticRow, reading: CleanValues, vocabulary: Vocabulary): CatalogueRecord {
  const record: CatalogueRecord = { title: reading.title }
  setRelease(record, row, reading)
  setGenre(record, row.genre, vocabulary)
  const developers = splitCompanies(row.developer)
  if (developers.length > 0) record.developers = developers
  setFigures(record, row, reading)
  return record
}

function setRelease(record: CatalogueRecord, row: MetacriticRow, { platform, released }: CleanValues): void {
  if (released) record.released = released
  if (platform === undefined) setUnknown(record, 'platforms', row.platform)
  else record.releases = [released ? { platform, released } : { platform }]
}

function setGenre(record: CatalogueRecord, word: string, vocabulary: Vocabulary): void {
  const genre = GENRES.get(word) ?? vocabulary.genre(word)?.slug
  if (genre) record.genres = [genre]
  else setUnknown(record, 'genres', word)
}

function setFigures(record: CatalogueRecord, row: MetacriticRow, { critics, users }: CleanValues): void {
  if (critics) record.critics = critics
  if (users) record.users = users
  if (users?.votes) record.popularity = users.votes * PLAYERS_PER_VOTE
  const ratings = esrbRatings(row.rating)
  if (ratings) record.ratings = ratings
}
