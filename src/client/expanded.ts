import type { Problem } from '#src/http/problem'
import type { ChangeItem, Client, ProblemCodes } from './index'
import type { Pages } from './pages'
import type { Expand } from './routes'

// `bun run build` writes these types out in the declarations of the client. Inference makes the compiler do it: it would
// print a type that is named in the source by its name.
declare const expose: <Type>() => Type

export const expandedClient = expose<{ [Name in keyof Client]: Client[Name] }>()
export const expandedPages = expose<{ [Name in keyof Pages]: Pages[Name] }>()
export const expandedChangeItem = expose<Expand<ChangeItem>>()
export const expandedProblemCodes = expose<Expand<ProblemCodes>>()
export const expandedProblemDocument = expose<Expand<Problem>>()
