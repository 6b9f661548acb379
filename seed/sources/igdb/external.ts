import { type ExternalId, lowestIds } from '#catalogue/clean/external-ids'
import { type IgdbRow, objectsOf, referencedId } from './row'

/** A shop: its id space in the catalogue, and the form of its ids. */
type Shop = { space: string; form: RegExp }

const NUMBER = /^[1-9]\d*$/

/**
 * Shops by their id at IGDB. Console shops (Microsoft, PlayStation) are left out: they have one id per platform and package,
 * and records of one game with different ids would not be matched.
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

/** Returns the external ids of a game: its IGDB slug, the IGDB id of the game it is an edition of, and one id per shop. */
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
