import { findGame, findProvenance, type GameDetailRow } from '#db/game/detail'
import { type GamePosition, pageOfGames, positionOf, type Sort } from '#db/game/queries'
import { listGameRecords } from '#db/game/records'
import { livingSlug, resolveRedirect } from '#db/game/redirect'
import type { Dependencies } from '#src/http/dependencies'
import { readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { filtersOf } from '#src/wire/game-filters'
import { toReleased, toSummary } from '#src/wire/game-summary'
import type { SlugsById } from '#src/wire/vocabulary-cache'
import { sourcePageUrl } from './links'
import type { Game, GameListQuery, GamePage, GameProvenance, GameQuery, GameRecords } from './model'
import { toProvenance } from './provenance'

/** One page of games in the order asked for, and where the next one begins; `bad_cursor` where the cursor is not of this order. */
export async function listGames(
  { stores, vocabulary, cursors }: Dependencies,
  query: GameListQuery,
): Promise<GamePage | 'bad_cursor'> {
  const sort: Sort = query.sort ?? 'title'
  const page = await readPage(cursors, query, {
    order: `games:${sort}`,
    rowsAfter: (after, limit) =>
      pageOfGames(stores.db, {
        filters: filtersOf(query),
        sort,
        after: after as GamePosition | undefined, // safe: the mark of the cursor says that this order made it
        limit,
      }),
    positionOf: (row) => positionOf(row, sort),
  })
  if (page === 'bad_cursor') return page
  const words = await vocabulary.slugsFor(page.items)
  const items = page.items.map((row) => toSummary(row, words))
  return { items: query.fields ? items.map((item) => picked(item, query.fields)) : items, next: page.next }
}

type Item = GamePage['items'][number]

function picked(item: Item, fields: string | undefined): Item {
  const names = new Set(['id', 'slug', ...(listed(fields) ?? [])])
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name))) as Item // safe: asked for; the documentation says that members may be absent
}

/** A game, or where it went: `movedTo` is the slug of the one it was merged into. Absence is an answer, not an error. */
export type FoundGame = { game: Game; version: number } | { movedTo: string } | undefined

/** The game of this slug or id. */
export async function readGame(
  { stores, vocabulary }: Dependencies,
  slug: string,
  query: GameQuery,
): Promise<FoundGame> {
  const row = await findGame(stores.db, slug)
  if (!row) return undefined
  if (row.mergedInto !== null) return moved(await livingSlug(stores.db, row.id))
  const words = await vocabulary.slugsFor([row])
  const game = toGame(row, words)
  if (query.include !== 'provenance') return { game, version: row.version }
  const provenance = await toProvenance(stores.db, await findProvenance(stores.db, row.id))
  return { game: { ...game, provenance }, version: row.version }
}

/** Why each member of a living game has its value. */
export async function readProvenance({ stores }: Dependencies, slug: string): Promise<GameProvenance | undefined> {
  const game = await resolveRedirect(stores.db, slug)
  return game && toProvenance(stores.db, await findProvenance(stores.db, game.id))
}

/** The records of a living game and why each belongs there. */
export async function readRecords({ stores }: Dependencies, slug: string): Promise<GameRecords | undefined> {
  const game = await resolveRedirect(stores.db, slug)
  const records = game && (await listGameRecords(stores.db, game.id))
  return records && { items: records.map(({ id: _, ...record }) => record) }
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
})
