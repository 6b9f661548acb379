import { cleanCompany } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { textOfHtml } from '#catalogue/clean/html'
import { cleanLink } from '#catalogue/clean/link'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, Kind, RecordRelease } from '#catalogue/record'
import { sortWords } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import { ratingsOf } from './ratings'
import { steamRelations } from './relations'
import type { SteamRow } from './row'

/** People who played a game for one who reviewed it: an estimate by eye. */
const PLAYERS_PER_REVIEW = 35
const KINDS: Record<string, Kind> = { game: 'game', dlc: 'dlc', demo: 'demo', mod: 'mod', music: 'soundtrack' }
const NO_GAMES = new Set(['advertising', 'video', 'movie', 'series', 'episode', 'hardware'])
const PLATFORMS = { windows: 'pc', mac: 'mac', linux: 'linux' } as const
/** Free to play, early access, sexual content, nudity, violence, gore: how it is sold and what it shows. */
const NO_GENRES = new Set(['37', '70', '71', '72', '73', '74'])

/** An app of Steam in our words, keyed by its appid, which is an id of Steam. */
export function mapSteam(row: SteamRow, { vocabulary }: MapContext): Mapped {
  if (row.fault !== undefined)
    return refuseRecord('unanswered', 'appid', 'The store failed for this app, and not for others.')
  if (row.success === false)
    return refuseRecord('unavailable', 'appid', 'The store does not show this app, here or anywhere.')
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
  if (NO_GAMES.has(type)) return refuseRecord('not_a_game', 'kind', 'The app is a film, an advertisement or a device.')
  return KINDS[type] ?? refuseRecord('unknown_kind', 'kind', 'The app is of a type that nobody knows.')
}

/** What is written for people and names no date ("Coming soon") says that it is unknown. */
function releasedOf({ platforms, release_date }: SteamRow): Pick<CatalogueRecord, 'released' | 'releases'> {
  const date = parseDate(release_date?.date ?? '')
  const releases: RecordRelease[] = Object.entries(PLATFORMS).flatMap(
    ([flag, platform]) => (platforms?.[flag as keyof typeof PLATFORMS] ? { platform } : []), // safe: the keys of PLATFORMS
  )
  return { ...(date.ok && date.value && { released: date.value }), ...(releases.length > 0 && { releases }) }
}

function genresOf({ genres }: SteamRow, vocabulary: Vocabulary): Pick<CatalogueRecord, 'genres' | 'unknown'> {
  const words = (genres ?? []).filter(({ id }) => !NO_GENRES.has(String(id))).map(({ description }) => description)
  const { known, unknown } = sortWords(words, (word) => vocabulary.genre(word)?.slug)
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
