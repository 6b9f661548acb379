import { classesOf, REGISTER, type Register } from './register'

/** A table or a source with the columns or fields that it has. */
export type Described = { name: string; fields: readonly string[] }

/** Returns a sentence for each column that the register lacks, and for each that it has in vain. */
export function unclassifiedColumns(tables: readonly Described[], register: Register = REGISTER): string[] {
  const known = new Map(Object.entries(register.tables).map(([name, table]) => [name, [...classesOf(table).keys()]]))
  return compared('tables', tables, known)
}

/** Returns a sentence for each field that a source reads and the register lacks, and for each that it has in vain. */
export function unclassifiedFields(sources: readonly Described[], register: Register = REGISTER): string[] {
  const known = new Map(
    Object.entries(register.sources).map(([name, classes]) => [name, Object.values(classes).flat()]),
  )
  return compared('sources', sources, known)
}

function compared(part: string, found: readonly Described[], known: ReadonlyMap<string, readonly string[]>): string[] {
  const there = new Map(found.map(({ name, fields }) => [name, fields]))
  const lacking = found.flatMap(({ name, fields }) =>
    fields
      .filter((field) => !known.get(name)?.includes(field))
      .map((field) => `${name}.${field} has no class: add it to privacy/register.yml, below ${part}.${name}.`),
  )
  const vain = [...known].flatMap(([name, fields]) =>
    fields
      .filter((field) => !there.get(name)?.includes(field))
      .map((field) => `${name}.${field} does not exist: remove it from privacy/register.yml, below ${part}.${name}.`),
  )
  return [...lacking, ...vain]
}

/** Returns a sentence for each name of the register that nothing declares, and for each personal class without purpose or time. */
export function brokenReferences({ purposes, retention, classes, tables, sources }: Register): string[] {
  const used = [...Object.values(tables), ...Object.values(sources)].flatMap(({ subject: _, ...each }) =>
    Object.keys(each),
  )
  const undeclared = [...new Set(used)].filter((name) => !(name in classes))
  const dangling = Object.entries(classes).flatMap(([name, { purpose, retention: time }]) => [
    ...(purpose !== undefined && !(purpose in purposes)
      ? [`The purpose ${purpose} of the class ${name} is not declared.`]
      : []),
    ...(time !== undefined && !(time in retention)
      ? [`The retention ${time} of the class ${name} is not declared.`]
      : []),
    ...((purpose === undefined) !== (time === undefined) ? [`The class ${name} needs a purpose and a retention.`] : []),
  ])
  return [...undeclared.map((name) => `The class ${name} is used and not declared.`), ...dangling, ...twice(tables)]
}

const twice = (tables: Register['tables']): string[] =>
  Object.entries(tables).flatMap(([name, { subject: _, ...classes }]) => {
    const columns = Object.values(classes).flat()
    return columns
      .filter((column, at) => columns.indexOf(column) !== at)
      .map((column) => `${name}.${column} has two classes: keep one of them.`)
  })
