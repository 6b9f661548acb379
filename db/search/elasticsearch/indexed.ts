import * as v from 'valibot'
import type { Stream } from '#lib/iterate'
import { readAnswer } from './answer'
import type { Elasticsearch } from './client'
import { DEADLINES_MS } from './deadlines'
import { askTwice } from './twice'

const DOCUMENTS_PER_PAGE = 2_000
const KEPT = '5m'

/** A document of the index as it is stored: `source` may be anything. `gameId` is its field `id`, by which it is sorted. */
export type IndexedDocument = { id: string; version: number; source: unknown; gameId: string | undefined }

const PointInTime = v.object({ id: v.string() })

const Page = v.object({
  pit_id: v.string(),
  hits: v.object({
    hits: v.array(
      v.object({
        _id: v.string(),
        _version: v.number(),
        _source: v.optional(v.unknown()),
        sort: v.tuple([v.nullable(v.string()), v.number()]),
      }),
    ),
  }),
})

/**
 * Reads every document as it is when reading begins, in the order of `gameId`, those without one last. Documents that were not yet
 * visible to searches are left out.
 */
export async function* readIndexed({ client, alias }: Elasticsearch): Stream<IndexedDocument> {
  const opened = await client.openPointInTime({ index: alias, keep_alive: KEPT })
  let { id } = readAnswer(PointInTime, opened)
  try {
    for (let after: [string | null, number] | undefined; ; ) {
      const page = await readPage({ client, alias }, id, after)
      id = page.pit_id
      for (const { _id, _version, _source, sort } of page.hits.hits)
        yield { id: _id, version: _version, source: _source, gameId: sort[0] ?? undefined }
      const last = page.hits.hits.at(-1)
      if (!last) return
      after = last.sort
    }
  } finally {
    // It ends by itself after five minutes.
    await client.closePointInTime({ id }).catch(() => {})
  }
}

async function readPage({ client }: Elasticsearch, id: string, after: readonly (string | number | null)[] | undefined) {
  const page = await askTwice(DEADLINES_MS.page, (options) =>
    client.search(
      {
        pit: { id, keep_alive: KEPT },
        size: DOCUMENTS_PER_PAGE,
        sort: [{ id: { order: 'asc', missing: '_last' } }],
        version: true,
        track_total_hits: false,
        ...(after && { search_after: [...after] }),
      },
      options,
    ),
  )
  return readAnswer(Page, page)
}

const Documents = v.object({
  docs: v.array(
    v.object({
      _id: v.string(),
      found: v.boolean(),
      _version: v.optional(v.number(), 0),
      _source: v.optional(v.unknown()),
    }),
  ),
})

/** Returns the documents with these ids as they are now, visible to searches or not. */
export async function listIndexed(
  { client, alias }: Elasticsearch,
  ids: readonly string[],
): Promise<Omit<IndexedDocument, 'gameId'>[]> {
  if (ids.length === 0) return []
  const answer = await askTwice(DEADLINES_MS.page, (options) => client.mget({ index: alias, ids: [...ids] }, options))
  return readAnswer(Documents, answer)
    .docs.filter(({ found }) => found)
    .map(({ _id, _version, _source }) => ({ id: _id, version: _version, source: _source }))
}
