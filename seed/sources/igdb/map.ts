import { cleanCompany } from '#catalogue/clean/company'
import { cleanTags } from '#catalogue/clean/tags'
import { cleanText } from '#catalogue/clean/text'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, Score } from '#catalogue/record'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import { dateOfFirst } from './dates'
import { igdbExternalIds } from './external'
import { GENRE_BY_ID, slugByNameOrId } from './ids'
import { typeOf } from './kinds'
import { igdbRelations } from './relations'
import { igdbReleases } from './releases'
import { type IgdbRow, objectsOf, referencedId } from './row'

const EROTIC = 42
const OFFICIAL = 1

/** Maps a game of IGDB to a catalogue record. Its key is its id. Refuses with `missing_title`, `erotic` or `invalid_date`. */
export function mapIgdb(row: IgdbRow, { vocabulary }: MapContext): Mapped {
  const title = cleanTitle(row.name ?? '')
  if (!title) return refuseRecord('missing_title', 'name', 'The game has no name.')
  if (row.themes?.some((theme) => referencedId(theme) === EROTIC))
    return refuseRecord(
      'erotic',
      'themes',
      'IGDB gives the game the theme Erotic. This catalogue leaves such games out.',
    )
  if (row.first_release_date !== undefined && !dateOfFirst(row.first_release_date))
    return refuseRecord('invalid_date', 'first_release_date', 'The first release date is not a valid date.')
  return { ok: true, key: String(row.id), record: recordOf(row, title, vocabulary) }
}

function recordOf(row: IgdbRow, title: string, vocabulary: Vocabulary): CatalogueRecord {
  const { unknown: platforms, ...releases } = igdbReleases(row, vocabulary)
  const { known: genres, unknown: words } = genresOf(row, vocabulary)
  const unknown = { ...(platforms.length > 0 && { platforms }), ...(words.length > 0 && { genres: words }) }
  const { kind } = typeOf(referencedId(row.game_type) ?? row.category)
  return {
    title,
    ...(kind && { kind }),
    ...releases,
    ...(genres.length > 0 && { genres }),
    ...tagsOf(row),
    ...companiesOf(row),
    ...namesOf(row, title),
    ...scoresOf(row),
    ...linksOf(row),
    ...(Object.keys(unknown).length > 0 && { unknown }),
  }
}

function genresOf({ genres = [] }: IgdbRow, vocabulary: Vocabulary): { known: string[]; unknown: string[] } {
  const found = genres.map((genre) => slugByNameOrId(genre, vocabulary.genre, GENRE_BY_ID))
  return {
    known: [...new Set(found.flatMap(({ slug }) => slug ?? []))],
    unknown: found.flatMap(({ slug, word }) => (slug ? [] : word)),
  }
}

/** Returns themes before keywords. Game modes and player perspectives are not tags: every game has some. */
function tagsOf({ themes, keywords }: IgdbRow): Pick<CatalogueRecord, 'tags'> {
  const tags = cleanTags([...objectsOf(themes), ...objectsOf(keywords)].flatMap(({ name }) => name ?? []))
  return tags.length > 0 ? { tags } : {}
}

function companiesOf({ involved_companies }: IgdbRow): Pick<CatalogueRecord, 'developers' | 'publishers'> {
  const involved = objectsOf(involved_companies)
  const named = (role: 'developer' | 'publisher') => [
    ...new Set(
      involved.flatMap(({ company, ...roles }) =>
        roles[role] && typeof company === 'object' ? (cleanCompany(company.name ?? '') ?? []) : [],
      ),
    ),
  ]
  const [developers, publishers] = [named('developer'), named('publisher')]
  return { ...(developers.length > 0 && { developers }), ...(publishers.length > 0 && { publishers }) }
}

function namesOf(row: IgdbRow, title: string): Pick<CatalogueRecord, 'series' | 'alternativeNames'> {
  const texts = (...lists: (IgdbRow['collections'] | undefined)[]) => [
    ...new Set(lists.flatMap((list) => objectsOf(list).flatMap(({ name }) => cleanText(name ?? '') || []))),
  ]
  const series = texts(row.collections, row.franchises)
  const others = texts(row.alternative_names, row.game_localizations).filter((name) => name !== title)
  return { ...(series.length > 0 && { series }), ...(others.length > 0 && { alternativeNames: others }) }
}

function scoresOf(row: IgdbRow): Pick<CatalogueRecord, 'critics' | 'users'> {
  const critics = scoreOf(row.aggregated_rating, row.aggregated_rating_count)
  const users = scoreOf(row.rating, row.rating_count)
  return { ...(critics && { critics }), ...(users && { users }) }
}

const scoreOf = (rating: number | undefined, votes: number | undefined): Score | undefined =>
  rating === undefined ? undefined : { value: Math.round(rating * 10) / 10, ...(votes && { votes }) }

function linksOf(row: IgdbRow): Omit<CatalogueRecord, 'title'> {
  const externalIds = igdbExternalIds(row)
  const relations = igdbRelations(row)
  const ratings = ratingsOf(row)
  const summary = cleanText(row.summary ?? '')
  const website = websiteOf(row)
  const image = typeof row.cover === 'object' && /^\w+$/.exec(row.cover.image_id ?? '')?.[0]
  return {
    ...(Object.keys(externalIds).length > 0 && { externalIds }),
    ...(relations.length > 0 && { relations }),
    ...(ratings.length > 0 && { ratings }),
    ...(summary && { summary }),
    ...(website && { website }),
    ...(image && { cover: `https://images.igdb.com/igdb/image/upload/t_cover_big/${image}.jpg` }),
  }
}

function websiteOf({ websites }: IgdbRow): string | undefined {
  const official = objectsOf(websites).find(({ type, category }) => (referencedId(type) ?? category) === OFFICIAL)
  const url = official?.url ?? ''
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}

/** Returns the first rating of each board. */
function ratingsOf({ age_ratings }: IgdbRow): { board: string; rating: string }[] {
  const boards = new Map<string, string>()
  for (const { organization, rating_category } of objectsOf(age_ratings)) {
    const board = typeof organization === 'object' ? organization.name?.toLowerCase().replaceAll('_', '-') : undefined
    const rating = typeof rating_category === 'object' ? rating_category.rating : undefined
    if (board && rating && !boards.has(board)) boards.set(board, rating)
  }
  return [...boards].map(([board, rating]) => ({ board, rating }))
}
