const SPECIAL = /[\\\t\n\r]/
const EVERY_SPECIAL = new RegExp(SPECIAL, 'g')
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Returns a value with the characters escaped that have a meaning in COPY text. */
const escaped = (value: string): string =>
  SPECIAL.test(value) ? value.replace(EVERY_SPECIAL, (character) => ESCAPES[character] ?? character) : value

/** Returns a row as one line of COPY text, with its line break; values are in the order of the columns. */
export function copyLine(values: readonly string[]): string {
  let line = escaped(values[0] ?? '')
  for (let at = 1; at < values.length; at++) line += `\t${escaped(values[at] ?? '')}`
  return `${line}\n`
}

/** Returns texts as the literal of an array of Postgres. */
export const arrayLiteral = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join()}}`

/** Returns the COPY statement that reads lines of `copyLine`, from the client or from a file. (Default: the client, `stdin`) */
export const copyStatement = (table: string, columns: readonly string[], from = 'stdin'): string =>
  `copy ${table} (${columns.join(', ')}) from ${from}`
