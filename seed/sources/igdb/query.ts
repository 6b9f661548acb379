/**
 * Fields requested for every game. Deprecated ones (`category`, `collection`, `release_dates.region`) are not: they may be
 * removed.
 */
export const GAME_FIELDS = [
  ...['name', 'slug', 'url', 'summary', 'first_release_date', 'game_type', 'version_title', 'version_parent'],
  ...['parent_game', 'bundles', 'platforms.name', 'genres.name', 'themes.name', 'keywords.name', 'cover.image_id'],
  ...['updated_at', 'checksum'],
  ...['involved_companies.company.name', 'involved_companies.developer', 'involved_companies.publisher'],
  ...['release_dates.platform.name', 'release_dates.release_region', 'release_dates.date', 'release_dates.human'],
  ...['release_dates.y', 'release_dates.date_format', 'release_dates.status.name'],
  ...['external_games.uid', 'external_games.external_game_source', 'alternative_names.name'],
  ...['game_localizations.name', 'collections.name', 'franchises.name', 'websites.url', 'websites.type'],
  ...['age_ratings.organization.name', 'age_ratings.rating_category.rating'],
  ...['rating', 'rating_count', 'aggregated_rating', 'aggregated_rating_count'],
]

/** Games per page: the most that IGDB sends. */
export const IGDB_PAGE_SIZE = 500

/** Returns the query for the next games after an id, sorted by id, so that pages do not shift while they are read. */
export const gamesAfterQuery = (id: number, since: Date | undefined): string =>
  `fields ${GAME_FIELDS.join(',')}; where id > ${id}${changed(' & ', since)}; sort id asc; limit ${IGDB_PAGE_SIZE};`

/** Returns the query for the number of games to read. */
export const gameCountQuery = (since: Date | undefined): string => (since ? `where ${changed('', since)};` : '')

const changed = (joint: string, since: Date | undefined): string =>
  since ? `${joint}updated_at > ${Math.floor(since.getTime() / 1000)}` : ''
