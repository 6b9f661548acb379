import { asTable, type KeyPart, type Shape, type SqlDialect } from './dialect'

/** SQL and the values of its placeholders. */
export type SqlStatement = { sql: string; values: unknown[] }

/** After which key a page begins, as a checkpoint keeps it; how many rows and bytes it has at most. */
export type PageBounds = { after: readonly string[] | undefined; rows: number; bytes: number }

/**
 * One page of a query in the order of its key: at most so many rows and bytes, but one row at least where any is left.
 *
 * The bytes are counted by the server, so that a page of long rows never comes here whole. `vl_tie` is 1 where the next
 * row has the same key, as the database compares them; the row after the page is looked at for that, too.
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

/** The rows whose key is beyond one. Of several columns the first is compared by itself, too: not every server finds its index otherwise. */
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

/** Rows without a value in a column of the key, at most so many: no page reaches them. */
export function keylessQuery(dialect: SqlDialect, query: string, { keys, record }: Shape, rows: number): SqlStatement {
  const where = keys.map(({ column }) => `${column} is null`).join(' or ')
  return {
    sql: `select ${record} from ${asTable(query)} where ${where} limit ${dialect.placeholder(1)}`,
    values: [rows],
  }
}
