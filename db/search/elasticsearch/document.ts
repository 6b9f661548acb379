import { sql } from 'drizzle-orm'
import { type Completions, completionsOf } from '#catalogue/search/completions'
import { type SearchText, searchTextOf } from '#catalogue/search/search-text'
import { yearWords } from '#catalogue/search/year-number'
import { isoTime } from '#db/postgres/iso-time'
import { type Db, rowsOf } from '#db/stores'
import type { GameDocument } from '../engine'
import { gameDocument, slugsJson } from '../game-document'

/** A game as Elasticsearch holds it: its summary, the fields of the filters, the names it is found by. */
export type SearchDocument = GameDocument &
  Omit<SearchText, 'base'> & {
    companies: string[]
    sources: string[]
    disputed: boolean
    updatedAt: string
    wordCount: number
    /** Words of the title that may be a year, in digits. */
    numbers: string[]
    completions: Completions[]
  }

/** A live game ready to be indexed. */
export type VersionedDocument = { id: string; version: number; document: SearchDocument }

type Row = {
  game: GameDocument
  version: number
  alternativeNames: string[]
  companies: string[]
  sources: string[]
  disputed: boolean
  updatedAt: string
}

const select = sql`select ${gameDocument} as game, game.version, to_json(game.alternative_names) as "alternativeNames",
  ${slugsJson(sql`company`, sql`game.company_ids`)} as companies, ${slugsJson(sql`source`, sql`game.source_ids`)} as sources,
  game.disputed, ${isoTime(sql`game.updated_at`)} as "updatedAt"
  from game where game.merged_into is null`

/** Maps a row of Postgres to the document of the index. */
export function toGameDocument({ game, version, alternativeNames, ...rest }: Row): VersionedDocument {
  const { base, ...text } = searchTextOf({ title: game.title, alternativeNames, popularity: game.popularity })
  const wordCount = Math.max(1, text.norm.split(' ').length)
  const numbers = yearWords(text.fold)
  const completions = completionsOf(text, [base, ...alternativeNames])
  return { id: game.id, version, document: { ...game, ...text, ...rest, wordCount, numbers, completions } }
}

/** Returns the documents of the games with these ids, as they are now, in no order. Merged and missing games are left out. */
export async function listDocuments(db: Db, ids: readonly string[]): Promise<VersionedDocument[]> {
  if (ids.length === 0) return []
  const wanted = sql`(select id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) as t (id))`
  return (await rowsOf<Row>(db, sql`${select} and game.id in ${wanted}`)).map(toGameDocument)
}

/** Reads every live game in the order of ids, one page of `pageSize` at a time. (Default: 1,000) Pages share no snapshot. */
export async function* readGameDocuments(db: Db, pageSize = 1000): AsyncGenerator<VersionedDocument[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await rowsOf<Row>(db, sql`${select} and game.id > ${after}::uuid order by game.id limit ${pageSize}`)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(toGameDocument)
    after = last.game.id
  }
}
