import { type SQL, sql } from 'drizzle-orm'
import { classesOf, REGISTER } from '#catalogue/privacy/register'
import { type Db, rowsOf } from '#db/stores'

/** Stands for the author of a decision whose account was erased. */
export const DELETED_AUTHOR = 'deleted'

/** Columns that name the author of what stays, by the register. */
const AUTHORS = Object.entries(REGISTER.tables).flatMap(([name, table]) =>
  [...classesOf(table)]
    .filter(([, each]) => each === 'author')
    .map(([column]) => ({ table: sql.identifier(name), column: sql.identifier(column) })),
)

/** Takes the id of an account from the decisions that it is the author of, and from the values that games have of them. */
export async function forgetAuthor(tx: Db, accountId: string): Promise<void> {
  const name = `"${accountId}"`
  await tx.execute(sql`
    update game set provenance = replace(provenance::text, ${name}, ${`"${DELETED_AUTHOR}"`})::jsonb
    where id in (${decidedGames(sql`d.author in (${accountId}, ${DELETED_AUTHOR})`)}) and position(${name} in provenance::text) > 0`)
  for (const { table, column } of AUTHORS)
    await tx.execute(sql`update ${table} set ${column} = ${DELETED_AUTHOR} where ${column} = ${accountId}`)
}

/** Returns the query of the games that some decisions gave a value. */
const decidedGames = (decisions: SQL): SQL => sql`select l.game_id from decision d
  join field_lock f on f.decision_id = d.id
  join source s on s.slug = f.source
  join source_record r on r.source_id = s.id and r.dataset = f.dataset and r.source_key = f.source_key
  join match_link l on l.record_id = r.id
  where ${decisions}`

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/**
 * Returns the ids of accounts that are gone, but still named as authors: by a request or a match that was on its way when the account was
 * erased.
 */
export async function listOrphanedAuthors(db: Db): Promise<string[]> {
  const named = AUTHORS.map(({ table, column }) => sql`select ${column} as author from ${table}`)
  const inGames = sql`select author #>> '{}' from game g, jsonb_path_query(g.provenance, '$.**.author') author
    where g.id in (${decidedGames(sql`d.author = ${DELETED_AUTHOR}`)})`
  const rows = await rowsOf<{ author: string }>(
    db,
    sql`select distinct author from (${sql.join([...named, inGames], sql` union all `)}) named
      where author ~ ${UUID} and not exists (select from account where id::text = author) order by author`,
  )
  return rows.map(({ author }) => author)
}
