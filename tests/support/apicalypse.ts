/** Row of IGDB with all its fields. */
export type Row = Record<string, unknown>

/** Query in the language of IGDB, as far as the fake supports it: fields, conditions (all must hold), sort field, limit. */
export type Apicalypse = { fields: string[]; where: Condition[]; sort: string; limit: number }

type Condition = { field: string; than: number }

/** Parses `fields …; where a > 1 & b > 2; sort a asc; limit 5;`. Returns `undefined` where IGDB responds with "Syntax Error". */
export function readApicalypse(text: string): Apicalypse | undefined {
  const query: Apicalypse = { fields: [], where: [], sort: 'id', limit: 10 }
  if (!/^(?:[^;]+;\s*)*$/.test(text)) return undefined
  for (const clause of text.split(';')) {
    const [, verb = '', rest = ''] = /^\s*(\w*)\s*(.*)$/s.exec(clause) ?? []
    if (verb !== '' && !readClause(query, verb, rest)) return undefined
  }
  return query
}

function readClause(query: Apicalypse, verb: string, rest: string): boolean {
  if (verb === 'fields') query.fields = rest.split(',').map((field) => field.trim())
  else if (verb === 'limit') query.limit = Number(rest)
  else if (verb === 'sort') query.sort = rest.replace(/ asc$/, '')
  else if (verb === 'where') query.where = rest.split('&').flatMap((condition) => readCondition(condition) ?? [])
  else return false
  return verb !== 'where' || query.where.length === rest.split('&').length
}

function readCondition(text: string): Condition | undefined {
  const [, field = '', than = ''] = /^\s*(\w+) > (\d+)\s*$/.exec(text) ?? []
  return field ? { field, than: Number(than) } : undefined
}

/** Returns all rows that meet the conditions, sorted; ignores the limit. */
export const select = (rows: readonly Row[], { where, sort }: Apicalypse): Row[] =>
  rows
    .filter((row) => where.every(({ field, than }) => Number(row[field]) > than))
    .sort((one, other) => Number(one[sort]) - Number(other[sort]))

/** Returns the requested fields of a row; of another object its id, or its `id` and the named members. */
export function project(row: Row, fields: readonly string[]): Row {
  const shown: Row = { id: row.id }
  for (const name of new Set(fields.map((field) => field.split('.')[0] ?? ''))) {
    if (!(name in row)) continue
    const inner = fields.filter((field) => field.startsWith(`${name}.`)).map((field) => field.slice(name.length + 1))
    shown[name] = shownAs(row[name], inner)
  }
  return shown
}

function shownAs(value: unknown, inner: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shownAs(item, inner))
  if (typeof value !== 'object' || value === null) return value
  const other = value as Row // safe: an object of a JSON fixture
  return inner.length > 0 ? project(other, inner) : other.id
}
