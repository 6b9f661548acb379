/** Texts, quoted names and comments of any dialect, in which a semicolon does not end a statement. */
const QUOTED =
  /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g

/**
 * True if a query contains more than one statement. For a clear message only: the servers refuse several statements on
 * their own, since every query is sent with a parameter.
 */
export const hasSeveralStatements = (query: string): boolean => withoutEnd(query).replace(QUOTED, ' ').includes(';')

/** Returns a query without semicolons and white space at its end. */
export const withoutEnd = (query: string): string => query.replace(/[\s;]+$/, '')
