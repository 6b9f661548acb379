import { askedRecord, yearDate } from '#catalogue/match/asked-record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import type { ItemRow } from '#db/collection/items'
import { pageOfItems } from '#db/collection/items'
import type { Collection } from '#db/collection/queries'
import { judgeRecords } from '#db/match/judge'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, readPage } from '#src/http/page'
import { judgedGames } from '#src/wire/judged-games'
import { placeIn, toItems } from './items'
import type { UnmatchedItem, UnmatchedQuery } from './model'

/** Returns one page of the items for which a game is to be chosen, each with the games that it may be. */
export async function listUnmatched(
  dependencies: Dependencies,
  found: Collection | 'empty',
  query: UnmatchedQuery,
): Promise<{ items: UnmatchedItem[]; next: string | null } | 'bad_cursor'> {
  const { stores, cursors } = dependencies
  const page = await readPage(cursors, query, {
    scope: cursorScope(`unmatched ${found === 'empty' ? '' : found.id}`, query),
    rowsAfter: async (after, limit) =>
      found === 'empty'
        ? []
        : pageOfItems(stores.db, found.id, { filter: { isOpen: true }, sort: 'title', after: placeIn(after), limit }),
    positionOf: ({ place, id }) => [place, id],
  })
  if (page === 'bad_cursor') return page
  const judgements = await judgeRecords(stores.db, page.items.map(recordOf))
  const candidates = await judgedGames(dependencies, judgements)
  const items = await toItems(dependencies, page.items)
  return { ...page, items: items.map((item, at) => ({ ...item, candidates: candidates[at] ?? [] })) }
}

/** Returns the record by which the game of an item is looked for. */
const recordOf = ({ title, year, platform, ids }: ItemRow) =>
  askedRecord(
    {
      title,
      released: year === null ? undefined : yearDate(year),
      platforms: platform === null ? [] : platform.split(', '),
      ids,
    },
    standardVocabulary,
  )
