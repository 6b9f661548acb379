import type { RelationalSource } from './database-source'

/**
 * Texts, quoted names and comments of each dialect, in which a semicolon does not end a statement. One that is not closed goes to
 * the end of the query: the server refuses it, and searching for its end again from every later quote would take long.
 */
const QUOTED: Record<RelationalSource['format'], RegExp> = {
  // In a plain text a backslash is a character (standard_conforming_strings); only E'...' has escapes.
  postgres:
    /\b[eE]'(?:[^'\\]|''|\\[\s\S])*(?:'|\\?$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
  mysql:
    /'(?:[^'\\]|''|\\[\s\S])*(?:'|\\?$)|"(?:[^"\\]|""|\\[\s\S])*(?:"|\\?$)|`(?:[^`]|``)*(?:`|$)|(?:#|--(?=\s|$))[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
  sqlite:
    /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
}

/**
 * True if a query contains more than one statement, by the quoting rules of its dialect. A semicolon in a nested comment of
 * Postgres counts too.
 *
 * Only for a clear message: the servers refuse several statements themselves, since every query is sent with a parameter.
 */
export const hasSeveralStatements = (query: string, format: RelationalSource['format']): boolean =>
  withoutEnd(query).replace(QUOTED[format], ' ').includes(';')

/** Returns a query without semicolons and white space at its end. */
export const withoutEnd = (query: string): string => query.replace(/(?<![\s;])[\s;]+$/, '')
