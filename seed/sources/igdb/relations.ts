import type { Related } from '#catalogue/relation'
import { typeOf } from './kinds'
import { type IgdbRow, referencedId } from './row'

/**
 * Returns the relation of a game to its `parent_game`, given by its type, and to the bundles that contain it.
 *
 * IGDB's lists of the DLC, remakes etc. of a game are not read: each of those games names its parent itself.
 */
export function igdbRelations({ game_type, category, parent_game, bundles = [] }: IgdbRow): Related[] {
  const { relation } = typeOf(referencedId(game_type) ?? category)
  const parent = referencedId(parent_game)
  return [
    ...(relation && parent !== undefined ? [toIgdb(relation, parent)] : []),
    ...bundles.flatMap((bundle) => {
      const id = referencedId(bundle)
      return id === undefined ? [] : [toIgdb('in_bundle', id)]
    }),
  ]
}

const toIgdb = (relation: Related['relation'], id: number): Related => ({ relation, source: 'igdb', id: String(id) })
