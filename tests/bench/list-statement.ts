import { criteriaOf } from '#db/filter/criteria'
import { createFilterWords } from '#db/filter/words'
import type { GamePosition, Sort } from '#db/game/order'
import { pageOfGames } from '#db/game/page'
import { isFilterRefusal, resolveFilters } from '#src/wire/filter-resolution'
import type { FilterQuery } from '#src/wire/game-filters'
import { connectLogged, type SentStatement } from '#tests/support/logged-database'

/** A list of games: the parameters of its filters, its order, and the game that the page follows. */
export type ListedPage = { query?: FilterQuery; sort: Sort; after?: GamePosition | undefined }

/** Returns the statement that the service sends for a page of 20 games: the last, if it sends more than one. */
export async function statementOfPage(
  databaseUrl: string,
  { query = {}, sort, after }: ListedPage,
): Promise<SentStatement> {
  await using logged = connectLogged(databaseUrl)
  const { db, sent } = logged
  const words = createFilterWords(db)
  const resolved = await resolveFilters(words, query)
  if (isFilterRefusal(resolved)) throw new Error(resolved.detail)
  await pageOfGames(db, { criteria: await criteriaOf(words, resolved), sort, after, limit: 21 })
  const last = sent.at(-1)
  if (!last) throw new Error('no statement was sent')
  return last
}
