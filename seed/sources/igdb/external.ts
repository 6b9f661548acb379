import { type ExternalId, lowestIds } from '#catalogue/clean/external-ids'
import { type IgdbRow, objectsOf, referencedId } from './row'

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

/** The ids of a game elsewhere: its slug at IGDB, the game it is an edition of, and one id of each shop. */
export function igdbExternalIds({ slug, version_parent, external_games }: IgdbRow): Record<string, string> {
  const parent = referencedId(version_parent)
  const sold = objectsOf(external_games).flatMap(({ uid = '', external_game_source, category }): ExternalId[] => {
    const shop = SHOPS.get(referencedId(external_game_source) ?? category ?? 0)
    return shop?.form.test(uid) ? [[shop.space, uid]] : []
  })
  return {
    ...(slug && { 'igdb-slug': slug }),
    ...(parent !== undefined && { igdb: String(parent) }),
    ...lowestIds(sold),
  }
}
