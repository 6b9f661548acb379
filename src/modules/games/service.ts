import type { GameCriteria } from '#db/game/criteria'
import { findGame, findGameId, findProvenance, type GameDetailRow } from '#db/game/detail'
import type { GamePosition, Sort } from '#db/game/order'
import { pageOfGames, positionOf } from '#db/game/page'
import type { GameRow } from '#db/game/page-rows'
import { listGameRecords, listRecordValues } from '#db/game/records'
import { findCurrentSlug } from '#db/game/redirect'
import type { GameTotal } from '#db/game/total'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import type { CriteriaReader } from '#src/wire/criteria-reader'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal } from '#src/wire/filter-resolution'
import { toReleased, toSummary } from '#src/wire/game-summary'
import type { SlugsById } from '#src/wire/slug-cache'
import { sourcePageUrl } from './links'
import type { Game, GameListQuery, GamePage, GameQuery, GameRecords, RecordsQuery } from './model'
import { toProvenance } from './provenance'
import type { GameProvenance } from './provenance-model'
import type { GameTotals } from './totals'

/** Memory of lists of games for 30 s: their filters as lists, and their numbers of games. */
export type ListMemory = { criteriaOf: CriteriaReader; totals: GameTotals }

/** Returns one page of games in the order asked for; `bad_cursor` if the cursor does not belong to these filters and this order. */
export async function listGames(
  { stores, slugCache, cursors }: Dependencies,
  { criteriaOf, totals }: ListMemory,
  query: GameListQuery,
): Promise<GamePage | 'bad_cursor' | FilterRefusal> {
  const sort: Sort = query.sort ?? 'title'
  const scope = cursorScope('games', { ...query, sort })
  const criteria = await criteriaOf(query)
  if (isFilterRefusal(criteria)) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : criteria
  let before = 0
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: (position = [0], limit) => {
      const [seen, ...after] = position
      before = Number(seen)
      return pageOfGames(stores.db, {
        criteria,
        sort,
        ...(after.length > 0 && { after: after as unknown as GamePosition }), // safe: the cursor is signed for this order
        limit,
      })
    },
    positionOf: (row, at) => [before + at + 1, ...positionOf(row, sort)],
  })
  if (page === 'bad_cursor') return page
  const words = await slugCache.slugsFor(page.items)
  const total = await totalOf(page, before, totals, criteria)
  const items = page.items.map((row) => toSummary(row, words))
  return { items: query.fields ? picked(items, query.fields) : items, next: page.next, total }
}

/**
 * Returns the number of games that the rows state, or at the end of the list that of all its pages, or else counts them. `before` is
 * the number of games on the pages before. An estimate is more than what the pages up to this one have.
 */
async function totalOf(
  { items, next }: ReadPage,
  before: number,
  totals: GameTotals,
  criteria: GameCriteria,
): Promise<GameTotal> {
  const stated = items[0]?.total ?? null
  if (stated !== null) return { value: stated, exact: true }
  const shown = before + items.length
  if (next === null) return { value: shown, exact: true }
  const counted = await totals(criteria)
  return counted.exact ? counted : { value: Math.max(counted.value, shown + 1), exact: false }
}

type ReadPage = { items: readonly GameRow[]; next: string | null }

type Item = GamePage['items'][number]

function picked(items: readonly Item[], fields: string): Item[] {
  const names = new Set(['id', 'slug', ...(listed(fields) ?? [])])
  return items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name))) as Item) // safe: only with `fields`; the OpenAPI document says that members may then be absent
}

/** A game, or `movedTo`: the slug of the game it was merged into; `undefined` if there is no such game. */
export type FoundGame = { game: Game } | { movedTo: string } | undefined

/** Returns the game of this slug or id, with provenance if the query asks for it. */
export async function readGame(
  { stores, slugCache }: Dependencies,
  slug: string,
  query: GameQuery,
): Promise<FoundGame> {
  const row = await findGame(stores.db, slug)
  if (!row) return undefined
  if (row.mergedInto !== null) return moved(await findCurrentSlug(stores.db, row.id))
  const words = await slugCache.slugsFor([row])
  const game = toGame(row, words)
  if (query.include !== 'provenance') return { game }
  const provenance = await toProvenance(stores.db, await findProvenance(stores.db, row.id))
  return { game: { ...game, provenance } }
}

/** Slug of the game that a merged game leads to. */
type Moved = { movedTo: string }

/** Returns the provenance of a game, or the slug of the game it was merged into; `undefined` if there is no such game. */
export async function readProvenance(
  { stores: { db } }: Dependencies,
  slug: string,
): Promise<{ provenance: GameProvenance } | Moved | undefined> {
  const game = await findGameId(db, slug)
  if (!game) return undefined
  if (game.mergedInto !== null) return moved(await findCurrentSlug(db, game.id))
  return { provenance: await toProvenance(db, await findProvenance(db, game.id)) }
}

/**
 * Returns the records of a game and their evidence, with their values if the query asks for them, or the slug of the game it was
 * merged into; `undefined` if there is no such game.
 */
export async function readRecords(
  { stores: { db } }: Dependencies,
  slug: string,
  { include }: RecordsQuery,
): Promise<GameRecords | Moved | undefined> {
  const game = await findGameId(db, slug)
  if (!game) return undefined
  if (game.mergedInto !== null) return moved(await findCurrentSlug(db, game.id))
  const records = await listGameRecords(db, game.id)
  const stated = include === 'values' ? await listRecordValues(db, game.id) : []
  const valuesOf = new Map(stated.map(({ id, ...values }) => [id, values]))
  return { items: records.map(({ id, ...record }) => ({ ...record, ...valuesOf.get(id) })) }
}

const moved = (slug: string | undefined) => (slug === undefined ? undefined : { movedTo: slug })

const toGame = (row: GameDetailRow, words: SlugsById): Game => ({
  ...toSummary(row, words),
  summary: row.summary,
  website: row.website,
  cover: row.coverUrl === null ? null : { url: row.coverUrl, source: row.coverSource },
  releases: row.releases.map(({ platform, region, edition, released, precision, salesCopies }) => ({
    platform,
    region: region || null,
    edition: edition || null,
    released: toReleased(released, precision),
    salesCopies,
  })),
  companies: row.companies,
  series: row.series,
  ratings: row.ratings,
  ids: row.ids.map(({ source, id }) => ({ source, id, url: sourcePageUrl(source, id) })),
  related: row.related,
  alternativeNames: row.alternativeNames,
  attribution: row.attribution,
  unlistedSince: row.unlistedSince,
})
