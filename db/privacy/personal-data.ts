import { type SQL, sql } from 'drizzle-orm'
import { classesOf, REGISTER, type Subject } from '#catalogue/privacy/register'
import { type Db, rowsOf } from '#db/stores'

/** Rows that are read at once. */
const BATCH_ROWS = 500

/** Account of a person whose data are read. */
export type Person = { id: string; email: string }

/** Takes the next piece of a text, and resolves when it is ready for more. */
export type TakeText = (piece: string) => Promise<void>

/**
 * Writes all that is kept about a person as one JSON, out of one snapshot: an array of rows for each table of the register that names the
 * person. Secrets, such as hashes of passwords, are left out.
 */
export const writePersonalData = (db: Db, person: Person, take: TakeText): Promise<void> =>
  db.transaction(
    async (tx) => {
      await take(`{"exportedAt":${JSON.stringify(new Date().toISOString())},"notice":"/v1/privacy/notice","data":{`)
      for (const [at, { name, statement }] of PERSONAL_TABLES.map(({ name, read }) => ({
        name,
        statement: read(person),
      })).entries()) {
        await take(`${at > 0 ? ',' : ''}${JSON.stringify(camelCase(name))}:[`)
        await takeRows(tx, statement, take)
        await take(']')
      }
      await take('}}\n')
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )

async function takeRows(tx: Db, statement: SQL, take: TakeText): Promise<void> {
  await tx.execute(sql`declare personal no scroll cursor for ${statement}`)
  for (let begun = false; ; begun = true) {
    const rows = await rowsOf<{ row: string }>(tx, sql.raw(`fetch ${BATCH_ROWS} from personal`))
    if (rows.length > 0) await take(`${begun ? ',' : ''}\n${rows.map(({ row }) => row).join(',\n')}`)
    if (rows.length < BATCH_ROWS) break
  }
  await tx.execute(sql`close personal`)
}

type PersonalTable = { name: string; read: (person: Person) => SQL }

/** Tables that name a person, each with the statement that reads what it has about one. */
const PERSONAL_TABLES: readonly PersonalTable[] = Object.entries(REGISTER.tables).flatMap(([name, table]) => {
  const { subject } = table
  if (!subject) return []
  const columns = [...classesOf(table)].filter(([, each]) => REGISTER.classes[each]?.secret !== true)
  const row = sql.join(
    columns.map(([column]) => sql`${sql.identifier(column)} as ${sql.identifier(camelCase(column))}`),
    sql`, `,
  )
  const read = (person: Person) =>
    sql`select row_to_json(own)::text as row from (select ${row} from ${sql.identifier(name)} where ${isAbout(subject, person)}) own`
  return [{ name, read }]
})

/** Returns the condition that a row is about a person. */
function isAbout({ column, is }: Subject, person: Person): SQL {
  if (is === 'account') return sql`${sql.identifier(column)}::text = ${person.id}`
  if (is === 'email') return sql`${sql.identifier(column)} = ${person.email}`
  const [name = '', referred = ''] = is.split('.')
  const subject = REGISTER.tables[name]?.subject
  if (!subject) throw new Error(`privacy/register.yml: ${is} names no table with a subject`)
  return sql`${sql.identifier(column)} in (select ${sql.identifier(referred)} from ${sql.identifier(name)} where ${isAbout(subject, person)})`
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
