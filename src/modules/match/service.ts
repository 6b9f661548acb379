import { judgeRecords } from '#db/match/judge'
import type { Dependencies } from '#src/dependencies'
import { type JudgedGame, judgedGames } from '#src/wire/judged-games'
import { isItemError, readItem } from './given'
import type { ItemError, MatchedItem, MatchedItems } from './model'

/** Returns the decision about each item of a request, in order. */
export async function matchItems(
  dependencies: Pick<Dependencies, 'stores' | 'slugCache'>,
  values: readonly unknown[],
): Promise<MatchedItems> {
  const read = values.map(readItem)
  const judgements = await judgeRecords(
    dependencies.stores.db,
    read.flatMap((item) => (isItemError(item) ? [] : [item])),
  )
  const decided = (await judgedGames(dependencies, judgements)).values()
  return {
    items: read.map((item) => (isItemError(item) ? refusedItem(item) : matchedItem(decided.next().value ?? []))),
  }
}

const NO_GAME: MatchedItem = { game: null, band: 'none', bits: 0, evidence: [], alternatives: [] }

const refusedItem = (error: ItemError): MatchedItem => ({ ...NO_GAME, error })

const matchedItem = ([best, ...alternatives]: readonly JudgedGame[]): MatchedItem =>
  best ? { ...best, alternatives } : NO_GAME
