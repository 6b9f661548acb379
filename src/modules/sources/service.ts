import { countGamesBySource, listSources } from '#db/source/queries'
import type { Db } from '#db/stores'
import { cached } from '#src/http/cached'
import type { SourceList } from './model'

const FRESH_MS = 30_000

/** Returns a reader of the list of sources. The list is cached for 30 s, because counting reads every game. */
export const createSourceList = (db: Db): (() => Promise<SourceList>) =>
  cached(FRESH_MS, async () => {
    const [rows, counts] = await Promise.all([listSources(db), countGamesBySource(db)])
    const games = new Map(counts.map((count) => [count.id, count.games]))
    return { items: rows.map((row) => toItem(row, games.get(row.id) ?? 0)) }
  })

type Row = Awaited<ReturnType<typeof listSources>>[number]

const toItem = (row: Row, games: number): SourceList['items'][number] => ({
  slug: row.slug,
  name: row.name,
  kind: row.kind,
  trust: row.trust,
  origin: row.origin ?? row.slug,
  salesCount: row.salesCount,
  licence: {
    name: row.licence,
    redistributable: row.redistributable,
    commercial: row.commercial,
    attribution: row.attribution,
    url: row.attributionUrl,
  },
  games,
})
