import { cleanCompany } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { textOfHtml } from '#catalogue/clean/html'
import { cleanLink } from '#catalogue/clean/link'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, Kind, RecordRelease } from '#catalogue/record'
import { partitionWords } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import { ratingsOf } from './ratings'
import { steamRelations } from './relations'
import type { SteamRow } from './row'

/** Players of a game per review on Steam: a rough estimate, not measured. */
const PLAYERS_PER_REVIEW = 35
const KINDS = new Map<string, Kind>(
  Object.entries({ game: 'game', dlc: 'dlc', demo: 'demo', mod: 'mod', music: 'soundtrack' }),
)
const NO_GAMES = new Set(['advertising', 'video', 'movie', 'series', 'episode', 'hardware'])
const PLATFORMS = { windows: 'pc', mac: 'mac', linux: 'linux' } as const
/** Ids of Steam genres that are not genres of a game: free to play, early access, sexual content, nudity, violence, gore. */
const NO_GENRES = new Set(['37', '70', '71', '72', '73', '74'])

/**
 * Maps an app of Steam to a catalogue record. Its key is its appid, which is also its external id `steam`.
 *
 * Refuses with `unanswered`, `unavailable`, `not_a_game`, `unknown_kind` or `missing_title`.
 */
export function mapSteam(row: SteamRow, { vocabulary }: MapContext): Mapped {
  if (row.fault !== undefined)
    return refuseRecord('unanswered', 'appid', 'The store failed for this app, but not for other apps.')
  if (row.success === false)
    return refuseRecord(
      'unavailable',
      'appid',
      'The store does not show this app: it was removed, or is not sold in the country of the request.',
    )
  const kind = kindOf(row.type ?? '')
  if (typeof kind !== 'string') return kind
  const title = cleanTitle(row.name ?? '')
  if (!title) return refuseRecord('missing_title', 'title', 'The app has no name.')
  const appid = String(row.steam_appid)
  const relations = steamRelations(row, kind)
  const record: CatalogueRecord = {
    title,
    kind,
    ...releasedOf(row),
    ...genresOf(row, vocabulary),
    ...companiesOf(row),
    ...figuresOf(row),
    ...textsOf(row),
    externalIds: { steam: appid },
    ...(relations.length > 0 && { relations }),
  }
  return { ok: true, key: appid, record }
}

function kindOf(type: string): Kind | Extract<Mapped, { ok: false }> {
  if (NO_GAMES.has(type)) return refuseRecord('not_a_game', 'kind', 'The app is a video, an advertisement or hardware.')
  return KINDS.get(type) ?? refuseRecord('unknown_kind', 'kind', 'This version does not know the type of the app.')
}

/** Returns a release per platform, and the date. A text that is not a date ("Coming soon") means that it is unknown. */
function releasedOf({ platforms, release_date }: SteamRow): Pick<CatalogueRecord, 'released' | 'releases'> {
  const date = parseDate(release_date?.date ?? '')
  const releases: RecordRelease[] = Object.entries(PLATFORMS).flatMap(
    ([flag, platform]) => (platforms?.[flag as keyof typeof PLATFORMS] ? { platform } : []), // safe: the keys of PLATFORMS
  )
  return { ...(date.ok && date.value && { released: date.value }), ...(releases.length > 0 && { releases }) }
}

function genresOf({ genres }: SteamRow, vocabulary: Vocabulary): Pick<CatalogueRecord, 'genres' | 'unknown'> {
  const words = (genres ?? []).filter(({ id }) => !NO_GENRES.has(String(id))).map(({ description }) => description)
  const { known, unknown } = partitionWords(words, (word) => vocabulary.genre(word)?.slug)
  return { ...(known.length > 0 && { genres: known }), ...(unknown.length > 0 && { unknown: { genres: unknown } }) }
}

function companiesOf(row: SteamRow): Pick<CatalogueRecord, 'developers' | 'publishers'> {
  const [developers, publishers] = [row.developers, row.publishers].map((names) => [
    ...new Set((names ?? []).flatMap((name) => cleanCompany(name) ?? [])),
  ])
  return { ...(developers?.length && { developers }), ...(publishers?.length && { publishers }) }
}

function figuresOf({ metacritic, recommendations, ratings }: SteamRow): Partial<CatalogueRecord> {
  const reviews = recommendations?.total ?? 0
  const boards = ratingsOf(ratings ?? {})
  return {
    ...(metacritic && { critics: { value: metacritic.score } }),
    ...(reviews > 0 && { popularity: reviews * PLAYERS_PER_REVIEW }),
    ...(boards.length > 0 && { ratings: boards }),
  }
}

function textsOf(row: SteamRow): Pick<CatalogueRecord, 'summary' | 'website' | 'cover'> {
  const summary = textOfHtml(row.short_description ?? '')
  const website = cleanLink(row.website?.trim() ?? '')
  const cover = cleanLink(row.header_image ?? '')
  return { ...(summary && { summary }), ...(website && { website }), ...(cover && { cover }) }
}
