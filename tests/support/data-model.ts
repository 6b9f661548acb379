import { join } from 'node:path'
import { CONCEPT, ENTITIES } from './entities'
import { markdownTable } from './markdown-table'
import { type Column, type Constraint, readSchema, type Table } from './schema-facts'
import { createTestStores } from './stores'

export const DATA_MODEL = join(import.meta.dir, '..', '..', 'docs', 'data-model.md')

/** Returns the three models of a newly migrated store as Markdown. Throws if a table has no sentence or a sentence no table. */
export async function describeDataModel(): Promise<string> {
  await using stores = await createTestStores({ isKept: false })
  const tables = new Map((await readSchema(stores.db)).map((table) => [table.name, table]))
  const groups = Object.entries(ENTITIES).map(([title, entities]) => ({
    title,
    entities: entities.map(({ table, says }) => ({ says, table: take(tables, table) })),
  }))
  if (tables.size > 0) throw new Error(`tests/support/entities.ts has no sentence for ${[...tables.keys()].join(', ')}`)
  const all = groups.flatMap(({ entities }) => entities.map(({ table }) => table))
  return [
    '# The data model',
    'Generated from a migrated store by `bun tests/support/data-model.ts`; a test fails if this page is out of date.',
    '## Conceptual model: the entities',
    'Sources provide records. The records that describe one game are linked to it, and its values are merged from them.',
    mermaid(CONCEPT),
    ...groups.map(({ title, entities }) => `**${title}**\n\n${entities.map(({ says }) => `- ${says}`).join('\n')}`),
    '## Logical model: tables and relations',
    mermaid(`erDiagram\n${all.map(relations).concat(all.map(entity)).filter(Boolean).join('\n')}`),
    '## Physical model: tables, columns, indexes',
    ...groups.flatMap(({ title, entities }) => [`### ${title}`, ...entities.map(({ table }) => physical(table))]),
  ]
    .join('\n\n')
    .concat('\n')
}

const mermaid = (diagram: string): string => `\`\`\`mermaid\n${diagram}\n\`\`\``

function take(tables: Map<string, Table>, name: string): Table {
  const table = tables.get(name)
  if (!table) throw new Error(`tests/support/entities.ts explains ${name}, which no migration creates`)
  tables.delete(name)
  return table
}

const relations = (table: Table): string =>
  table.constraints
    .filter(({ kind }) => kind === 'f')
    .map((key) => `  ${key.parent} ${cardinality(table, key)} ${table.name} : "${key.columns.join(', ')}"`)
    .join('\n')

/** Returns the Mermaid cardinality of a foreign key. If the key is also the whole primary key, a parent has at most one child. */
function cardinality(table: Table, { columns }: Constraint): string {
  const isOptional = table.columns.some(({ name, required }) => columns.includes(name) && !required)
  const isWholeKey = table.constraints.some(({ kind, columns: key }) => kind === 'p' && `${key}` === `${columns}`)
  return `${isOptional ? '|o' : '||'}--${isWholeKey ? 'o|' : 'o{'}`
}

function entity(table: Table): string {
  const lines = table.columns.map((column) => `    ${shortType(column)} ${column.name}${keysOf(table, column)}`)
  return `  ${table.name} {\n${lines.join('\n')}\n  }`
}

function keysOf(table: Table, { name }: Column): string {
  const keys = (['p', 'f', 'u'] as const).filter((kind) =>
    table.constraints.some(
      (it) => it.kind === kind && it.columns.includes(name) && (kind !== 'u' || it.columns.length === 1),
    ),
  )
  return keys.length > 0 ? ` ${keys.map((kind) => ({ p: 'PK', f: 'FK', u: 'UK' })[kind]).join(', ')}` : ''
}

const shortType = ({ type }: Column): string =>
  type.replace('timestamp with time zone', 'timestamptz').replace('double precision', 'float8')

function physical(table: Table): string {
  const rows = table.columns.map((column) => [
    `\`${column.name}\``,
    shortType(column),
    column.required ? 'yes' : '',
    code(column.value),
  ])
  const rules = [...table.constraints.map(({ definition }) => definition), ...table.indexes.map(shortIndex)]
  return [
    `#### \`${table.name}\`${table.unlogged ? ' (unlogged)' : ''}`,
    markdownTable(['column', 'type', 'required', 'value'], rows),
    rules.map((rule) => `- \`${rule}\``).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')
}

const code = (value: string | null): string => (value ? `\`${value.replaceAll('|', '\\|')}\`` : '')

const shortIndex = (definition: string): string =>
  definition.replace(/^CREATE ((?:UNIQUE )?INDEX \S+) ON public\.\S+/, '$1')

if (import.meta.main) await Bun.write(DATA_MODEL, await describeDataModel())
