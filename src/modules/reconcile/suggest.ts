import { findIdsBySlug } from '#db/game/facts'
import { isGameId } from '#db/game/redirect'
import { findLiveGames, type ReconcileStores } from './live-games'
import { descriptionOf } from './service'
import type { ReconcileTerm } from './types'

/** Most characters of a text that games are suggested for. */
const LONGEST_PREFIX = 200

/** Returns the games that complete a text, or the game that has it as its id. */
export async function suggestGames(dependencies: ReconcileStores, prefix: string): Promise<ReconcileTerm[]> {
  const text = prefix.trim().slice(0, LONGEST_PREFIX).toWellFormed()
  if (isGameId(text))
    return [...(await findLiveGames(dependencies, [text])).values()].map(({ game }) => namedGame(game))
  if (text === '') return []
  const { db, search } = dependencies.stores
  const { items } = await search.suggest(text)
  const ids = await findIdsBySlug(
    db,
    items.map(({ slug }) => slug),
  )
  return items.flatMap((item) => {
    const id = ids.get(item.slug)
    return id === undefined ? [] : [namedGame({ ...item, id })]
  })
}

const namedGame = (game: { id: string; title: string; year: number | null; platforms: string[] }): ReconcileTerm => ({
  id: game.id,
  name: game.title,
  description: descriptionOf(game),
})

/** Returns the types or properties whose id, name or a word of it begins with a text, in any case of letters. */
export function suggestNamed(all: readonly ReconcileTerm[], prefix: string): ReconcileTerm[] {
  const text = prefix.trim().toLowerCase()
  return all.filter(({ id, name }) =>
    [id, name, ...name.split(' ')].some((word) => word.toLowerCase().startsWith(text)),
  )
}
