/** What may hold a semicolon that ends nothing: texts, quoted names and comments, of any dialect. */
const QUOTED =
  /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g

/**
 * Whether a query is more than one statement, for a clear word beforehand: the servers refuse several in one on their
 * own, since every query is sent with a parameter.
 */
export const holdsSeveral = (query: string): boolean => withoutEnd(query).replace(QUOTED, ' ').includes(';')

/** A query without the semicolon at its end. */
export const withoutEnd = (query: string): string => query.replace(/[\s;]+$/, '')
