import type { Related } from '#catalogue/relation'
import { typeOf } from './kinds'
import { type IgdbRow, referencedId } from './row'

/**
 * What a game is to its parent, as its type says, and the bundles it is in.
 *
 * Their lists of a game's DLC, remakes and so on say once more what each of those says of its parent.
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
