import { benchExport } from './export'
import { benchLists, withGeneratedGames } from './lists'
import { withEveryList } from './match/catalogue'
import type { Ratio } from './measure'
import { benchGame, benchPage } from './page'
import { benchSearch } from './search'
import { benchSuggest } from './suggest'

export type ApiBench = { server: string; elasticsearch: string; scratch: string; data: string | undefined }

/**
 * Compares every kind of route with the simplest program that does the same work, on one catalogue: all lists of `data`, about
 * 100,000 games, or without it 100,000 generated ones. Exports have a generated one of their own.
 */
export async function benchApi({ server, elasticsearch, scratch, data }: ApiBench): Promise<Ratio[]> {
  const compare = async (url: string): Promise<Ratio[]> => [
    ...(await benchPage(url)),
    ...(await benchLists(url)),
    ...(await benchGame(url)),
    ...(await benchSearch(url, elasticsearch)),
    ...(await benchSuggest(url, elasticsearch)),
  ]
  const ratios = data
    ? await withEveryList(server, data, console.log, (_, url) => compare(url))
    : await withGeneratedGames(server, compare)
  return [...ratios, ...(await benchExport(server, scratch))]
}
