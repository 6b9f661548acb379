import { type IgdbRow, idOf, objectsOf } from './row'

/** A shop: its name for us, and what its ids look like. */
type Shop = { space: string; form: RegExp }

const NUMBER = /^[1-9]\d*$/

/**
 * Shops by their id at IGDB. Ids of consoles' shops (Microsoft, PlayStation) are left out: each platform and package has its
 * own, and two different ones would keep one game apart.
 */
const SHOPS: ReadonlyMap<number, Shop> = new Map([
  [1, { space: 'steam', form: NUMBER }],
  [5, { space: 'gog', form: NUMBER }],
  [13, { space: 'app-store', form: NUMBER }],
  [15, { space: 'google-play', form: /^[A-Za-z]\w*(?:\.\w+)+$/ }],
  [26, { space: 'epic', form: /^[0-9a-f]{32}$|^[0-9a-f-]{36}$/ }],
  [28, { space: 'oculus', form: NUMBER }],
  [30, { space: 'itch', form: NUMBER }],
])

/** Shorter numbers are lower; of words the first in order. */
const byAge = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)

/**
 * The ids of a game elsewhere: its slug at IGDB, the game it is an edition of, and one id of each shop.
 *
 * A game that a shop sells several times is known by the lowest number, which is most often the game itself.
 */
export function externalIdsOf({ slug, version_parent, external_games }: IgdbRow): Record<string, string> {
  const ids: Record<string, string> = {}
  const parent = idOf(version_parent)
  if (slug) ids['igdb-slug'] = slug
  if (parent !== undefined) ids.igdb = String(parent)
  for (const { uid = '', external_game_source, category } of objectsOf(external_games)) {
    const shop = SHOPS.get(idOf(external_game_source) ?? category ?? 0)
    if (!shop?.form.test(uid)) continue
    const known = ids[shop.space]
    if (known === undefined || byAge(uid, known) < 0) ids[shop.space] = uid
  }
  return ids
}
