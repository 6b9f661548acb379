import { asTable, type KeyPart, type Shape, type SqlDialect } from './dialect'

/** SQL and the values of its placeholders. */
export type SqlStatement = { sql: string; values: unknown[] }

/** Key after which a page begins, in the form of a checkpoint, and its most rows and bytes. */
export type PageBounds = { after: readonly string[] | undefined; rows: number; bytes: number }

/**
 * Returns SQL for one page of a query, sorted by its key: at most `rows` and `bytes`, but at least one row if any is left.
 *
 * The server counts the bytes, so that a page of long rows is never sent whole. `vl_tie` is 1 if the next row, including
 * the first one after the page, has the same key as the database compares them.
 */
export function pageQuery(
  dialect: SqlDialect,
  query: string,
  shape: Shape,
  { after, rows, bytes }: PageBounds,
): SqlStatement {
  const { keys, names, record } = shape
  const values: unknown[] = []
  const where = after
    ? beyond(dialect, keys, after, values)
    : keys.map(({ column }) => `${column} is not null`).join(' and ')
  values.push(rows + 1)
  const order = keys.map(({ column }) => column).join(', ')
  const raw = keys.map((_, at) => `p.vl_raw${at}`)
  const tie = raw.map((key) => `${key} = lead(${key}) over w`).join(' and ')
  const keyColumns = keys.map(({ column, text }, at) => `${text} as vl_key${at}, ${column} as vl_raw${at}`).join(', ')
  const returned = [...names.map(dialect.quote), ...keys.map((_, at) => `vl_key${at}`), 'vl_tie'].join(', ')
  return {
    sql: `select ${returned} from (
select p.*, row_number() over w as vl_nth, sum(p.vl_bytes) over w as vl_upto, case when ${tie} then 1 else 0 end as vl_tie
from (select ${record}, ${keyColumns}, ${shape.bytes} as vl_bytes from ${asTable(query)}
where ${where} order by ${order} limit ${dialect.placeholder(values.length)}) p
window w as (order by ${raw.join(', ')})
) r where vl_nth <= ${rows} and (vl_nth = 1 or vl_upto <= ${bytes}) order by vl_nth`,
    values,
  }
}

/**
 * Returns the condition for rows after a key. With several columns the first is also compared alone: some servers use
 * the index only then.
 */
function beyond(
  { placeholder }: SqlDialect,
  keys: readonly KeyPart[],
  after: readonly string[],
  values: unknown[],
): string {
  const bound = ({ bind, value }: KeyPart, at: number): string => {
    const kept = after[at] ?? ''
    values.push(value(kept))
    return bind(placeholder(values.length), kept)
  }
  const [first, ...others] = keys
  if (!first) return 'true'
  if (others.length === 0) return `${first.column} > ${bound(first, 0)}`
  const start = `${first.column} >= ${bound(first, 0)}`
  return `${start} and (${keys.map(({ column }) => column).join(', ')}) > (${keys.map(bound).join(', ')})`
}

/** Returns SQL for at most `rows` rows without a value in a column of the key, which no page contains. */
export function keylessQuery(dialect: SqlDialect, query: string, { keys, record }: Shape, rows: number): SqlStatement {
  const where = keys.map(({ column }) => `${column} is null`).join(' or ')
  return {
    sql: `select ${record} from ${asTable(query)} where ${where} limit ${dialect.placeholder(1)}`,
    values: [rows],
  }
}
