import { cleanTags } from '#catalogue/clean/tags'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, Score } from '#catalogue/record'
import { isObject } from '#lib/json-object'
import type { Mapped } from '#seed/contract/record'
import { splitSteamSpyCompanies } from './companies'
import type { SteamspyRow } from './row'

/** Players of a game per review on Steam: a rough estimate, not measured, but steadier than the ranges in `owners`. */
const PLAYERS_PER_REVIEW = 35

/**
 * Maps a game of Steam to a catalogue record on PC. Its key is its appid; its score is the share of positive reviews. Refuses
 * with `missing_title`.
 */
export function mapSteamspy(row: SteamspyRow): Mapped {
  const title = cleanTitle(row.name ?? '')
  if (!title || title === 'none') {
    return { ok: false, reject: { code: 'missing_title', field: 'name', message: 'The game has no name.' } }
  }
  const appid = String(row.appid)
  const record: CatalogueRecord = {
    title,
    releases: [{ platform: 'pc' }],
    externalIds: { steam: appid },
    ...companiesOf(row),
    ...tagsOf(row),
    ...reviewsOf(row),
  }
  return { ok: true, key: appid, record }
}

/** Returns the appid of a raw record, also of one that is refused. */
export const steamspyKey = (value: unknown): string | undefined =>
  isObject(value) && Number.isSafeInteger(value.appid) ? String(value.appid) : undefined

function companiesOf(row: SteamspyRow): Pick<CatalogueRecord, 'developers' | 'publishers'> {
  const developers = splitSteamSpyCompanies(row.developer)
  const publishers = splitSteamSpyCompanies(row.publisher)
  return { ...(developers.length > 0 && { developers }), ...(publishers.length > 0 && { publishers }) }
}

/** Returns the tags, most votes first. */
function tagsOf({ tags }: SteamspyRow): Pick<CatalogueRecord, 'tags'> {
  const byVotes = Object.entries(tags ?? {}).sort(([, one], [, other]) => other - one)
  const words = cleanTags(byVotes.map(([word]) => word))
  return words.length > 0 ? { tags: words } : {}
}

/** Returns score and popularity; an empty object without reviews, because 0 reviews mean neither a score of 0 nor 0 players. */
function reviewsOf({ positive, negative }: SteamspyRow): { users?: Score; popularity?: number } {
  const votes = positive + negative
  if (votes === 0) return {}
  const value = Math.round((positive / votes) * 1000) / 10
  return { users: { value, votes, isShare: true }, popularity: votes * PLAYERS_PER_REVIEW }
}
