import { Elysia, t } from 'elysia'
import { CSV_HEADER, csvLine, type ExportedItem } from '#catalogue/collection/csv'
import type { ItemRow } from '#db/collection/items'
import type { Collection } from '#db/collection/queries'
import { findSummaries } from '#db/game/summaries'
import type { Db } from '#db/stores'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { preferredType } from '#src/http/accept'
import { isHead } from '#src/http/head'
import { createPacedBody } from '#src/http/paced-body'
import { denials, Problem } from '#src/http/problem'
import { access } from '#src/http/scope'
import { refuseNobody } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import { refuseCollection } from './answers'
import { allItems } from './items'
import { CollectionParams } from './model'
import { ownCollection } from './service'

const TYPES = ['application/json', 'text/csv']
/** Longest wait for the client to read more. */
const STALL_MS = 30_000

/** Body of an export, which no schema checks: it is sent while it is written. */
const ExportedCollection = t.Unknown({
  description: 'The items in the order in which they were added: an array of objects, or a CSV file',
  openapi: { media: TYPES },
})

/** Returns the route that exports a collection. */
export const exportingItems = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.collections.export', tags: ['collections'] })
    .use(access)
    .guard({ scope: 'self' })
    .get(
      '/:name/export',
      async ({ caller, params, request, requestId, set, server }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const found = await ownCollection(dependencies.stores.db, owner.id, params.name)
        if (!found) return refuseCollection(to)
        const isCsv = preferredType(request.headers.get('accept'), TYPES) === 'text/csv'
        const headers = headersOf(isCsv)
        if (isHead(request)) return new Response(new ReadableStream(), { headers })
        server?.timeout(request, 0)
        const pieces = piecesOf(dependencies.stores.db, found, isCsv)
        const { body, written } = await createPacedBody(
          async (take) => {
            for await (const piece of pieces) await take(encoder.encode(piece))
          },
          { stallMs: STALL_MS, signal: request.signal },
        )
        // A broken body breaks the connection, which tells the client.
        written.catch(() => {})
        return new Response(body, { headers })
      },
      {
        params: CollectionParams,
        query: NO_QUERY,
        response: { 200: ExportedCollection, 404: Problem, ...denials },
        detail: {
          summary: 'Export a collection',
          description:
            'As JSON (by default) or CSV by the header Accept. In CSV a text that a spreadsheet would run as a formula gets an apostrophe before it. An import of either reproduces the collection.',
        },
      },
    )

const encoder = new TextEncoder()

const headersOf = (isCsv: boolean) => ({
  'content-type': isCsv ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
  'content-disposition': `attachment; filename="collection.${isCsv ? 'csv' : 'json'}"`,
})

async function* piecesOf(db: Db, found: Collection | 'empty', isCsv: boolean): AsyncGenerator<string> {
  yield isCsv ? CSV_HEADER : '['
  let separator = ''
  for await (const rows of found === 'empty' ? [] : allItems(db, found)) {
    const items = await exportedItems(db, rows)
    yield isCsv ? items.map(csvLine).join('') : `${separator}${items.map((item) => JSON.stringify(item)).join(',\n')}`
    separator = ',\n'
  }
  if (!isCsv) yield ']'
}

async function exportedItems(db: Db, rows: readonly ItemRow[]): Promise<ExportedItem[]> {
  const games = await findSummaries(db, [...new Set(rows.flatMap(({ gameId }) => gameId ?? []))])
  const slugs = new Map(games.map(({ id, slug }) => [id, slug]))
  return rows.map(({ title, year, platform, ids, status, rating, playtimeMinutes, notes, store, ...item }) => ({
    title,
    year,
    platform,
    status,
    rating,
    playtime: playtimeMinutes,
    notes,
    store,
    added: item.addedAt,
    ids,
    game: item.gameId,
    slug: item.gameId === null ? null : (slugs.get(item.gameId) ?? null),
    dismissed: item.dismissed,
  }))
}
