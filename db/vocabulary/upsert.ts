import { type SQL, sql } from 'drizzle-orm'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { type ColumnTypes, columnNames, recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

const COMMON_COLUMNS: ColumnTypes = {
  id: 'smallint',
  slug: 'text',
  label_en: 'text',
  label_fr: 'text',
  aliases: 'text[]',
}
const PLATFORM_COLUMNS: ColumnTypes = { ...COMMON_COLUMNS, name: 'text', family: 'text', generation: 'smallint' }

/**
 * Inserts or updates the platforms and genres of the vocabulary in the store, which games refer to by id. Writes nothing if the
 * store has them as they are, so that this succeeds on a store that is read-only.
 */
export async function upsertVocabulary(db: Db): Promise<void> {
  await upsertRows(db, 'platform', standardVocabulary.platforms.map(withLabels), PLATFORM_COLUMNS)
  await upsertRows(db, 'genre', standardVocabulary.genres.map(withLabels), COMMON_COLUMNS)
}

const withLabels = <Entry extends { label: { en: string; fr: string } }>({ label, ...entry }: Entry) => ({
  ...entry,
  label_en: label.en,
  label_fr: label.fr,
})

async function upsertRows(
  db: Db,
  name: 'platform' | 'genre',
  rows: readonly object[],
  columns: ColumnTypes,
): Promise<void> {
  const table = sql.raw(`"${name}"`)
  const names = columnNames(columns)
  const wanted = sql`select ${names} from ${recordset(rows, columns)}`
  const [found] = await rowsOf<{ differs: boolean }>(
    db,
    sql`select exists (${wanted} except select ${names} from ${table}) as differs`,
  )
  if (!found?.differs) return
  await db.execute(
    sql`insert into ${table} (${names}) ${wanted} on conflict (id) do update set ${assignments(columns)}`,
  )
}

const assignments = (columns: ColumnTypes): SQL =>
  sql.raw(
    Object.keys(columns)
      .filter((name) => name !== 'id')
      .map((name) => `"${name}" = excluded."${name}"`)
      .join(', '),
  )
