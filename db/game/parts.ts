import { sql } from 'drizzle-orm'
import { companyKey } from '#catalogue/merge/company'
import { titleSlug } from '#catalogue/merge/slug'
import type { ResolvedGame } from '#db/match/resolve'
import { type ColumnTypes, columnNames, recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'
import { type CompanyIds, genreIdsOf, platformIdOf } from './vocabulary-ids'

/** A table with the rows of a game: its columns without `game_id`, and a function that returns the rows of one game. */
type GameTable = { columns: ColumnTypes; rowsOf: (game: ResolvedGame, companies: CompanyIds) => object[] }

/** The tables with the rows of games, by name. */
const GAME_TABLES: Record<string, GameTable> = {
  release: {
    columns: {
      platform_id: 'smallint',
      region: 'text',
      edition: 'text',
      released: 'date',
      released_precision: 'text',
      sales_copies: 'bigint',
    },
    rowsOf: releaseRows,
  },
  game_genre: {
    columns: { genre_id: 'smallint' },
    rowsOf: ({ golden }) => genreIdsOf(golden).map((id) => ({ genre_id: id })),
  },
  game_company: { columns: { company_id: 'integer', role: 'text' }, rowsOf: companyRows },
  game_series: {
    columns: { slug: 'text', name: 'text' },
    rowsOf: ({ golden }) => golden.series.map((name) => ({ slug: titleSlug(name), name })),
  },
  rating: { columns: { board: 'text', rating: 'text' }, rowsOf: ({ golden }) => golden.ratings },
  external_id: { columns: { source: 'text', id: 'text' }, rowsOf: ({ golden }) => golden.externalIds },
  game_relation: {
    columns: { relation: 'text', source: 'text', id: 'text' },
    rowsOf: ({ golden }) => golden.relations,
  },
  relation_ruling: {
    columns: {
      position: 'integer',
      relation: 'text',
      source: 'text',
      dataset: 'text',
      source_key: 'text',
      holds: 'boolean',
      decided_at: 'timestamptz',
    },
    rowsOf: rulingRows,
  },
}

/**
 * Replaces the rows of games in all tables of `GAME_TABLES`. Leaves out companies that `companies` does not have and releases on
 * platforms that the vocabulary does not have.
 */
export async function replaceParts(tx: Db, games: readonly ResolvedGame[], companies: CompanyIds): Promise<void> {
  const known = games.filter((game) => !game.isNew).map((game) => game.id)
  await removeParts(tx, known)
  for (const [table, { columns, rowsOf }] of Object.entries(GAME_TABLES)) {
    const rows = games.flatMap((game) => rowsOf(game, companies).map((row) => ({ game_id: game.id, ...row })))
    if (rows.length === 0) continue
    const all = { game_id: 'uuid', ...columns }
    await tx.execute(
      sql`insert into ${sql.identifier(table)} (${columnNames(all)}) select ${columnNames(all)} from ${recordset(rows, all)}`,
    )
  }
}

/** Deletes the rows of these games in all tables of `GAME_TABLES`. */
export async function removeParts(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const games = recordset(
    ids.map((id) => ({ id })),
    { id: 'uuid' },
  )
  for (const table of Object.keys(GAME_TABLES))
    await tx.execute(sql`delete from ${sql.identifier(table)} t using ${games} where t.game_id = r.id`)
}

function releaseRows({ golden }: ResolvedGame): object[] {
  return golden.releases.flatMap(({ platform, region, edition, released, salesCopies }) => {
    const id = platformIdOf(platform)
    const date = { released: released?.date, released_precision: released?.precision }
    return id === undefined ? [] : [{ platform_id: id, region, edition, ...date, sales_copies: salesCopies }]
  })
}

function rulingRows({ golden: { rulings = [] } }: ResolvedGame): object[] {
  return rulings.map(({ relation, record: { source, dataset, key }, holds, at }, position) => ({
    position,
    relation,
    source,
    dataset,
    source_key: key,
    holds,
    decided_at: at,
  }))
}

/** Returns a row for each company and role, even if the game has several spellings of the company. */
function companyRows({ golden }: ResolvedGame, companies: CompanyIds): object[] {
  const rows = golden.companies.flatMap(({ name, role }) => {
    const id = companies.get(companyKey(name))
    return id === undefined ? [] : [{ company_id: id, role }]
  })
  return [...new Map(rows.map((row) => [`${row.company_id} ${row.role}`, row])).values()]
}
