const SPECIAL = /[\\\t\n\r]/
const EVERY_SPECIAL = new RegExp(SPECIAL, 'g')
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** One value as COPY text reads it back. */
const escaped = (value: string): string =>
  SPECIAL.test(value) ? value.replace(EVERY_SPECIAL, (character) => ESCAPES[character] ?? character) : value

/** One row as a line of COPY text, in the order of the columns. */
export function copyLine(values: readonly string[]): string {
  let line = escaped(values[0] ?? '')
  for (let at = 1; at < values.length; at++) line += `\t${escaped(values[at] ?? '')}`
  return `${line}\n`
}

/** The statement that takes lines of `copyLine`, from standard input or wherever `from` says. */
export const copyStatement = (table: string, columns: readonly string[], from = 'stdin'): string =>
  `copy ${table} (${columns.join(', ')}) from ${from}`
