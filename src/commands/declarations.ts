import { Failure } from '#lib/errors'

/** Declarations that the compiler has emitted: the text of each file by its path from the root of the project. */
export type EmittedDeclarations = ReadonlyMap<string, string>

/** A type, a class or a function at the top level of a file, with its docstring. */
type Declaration = { comment: string; text: string }

const ROOM = 'src/client/'
const INDEX = `${ROOM}index.d.ts`
/** Constants whose types are written out: `expandedPages` has that of `Pages`. */
const EXPANDED = `${ROOM}expanded.d.ts`
const EXPANDED_NAME = /^export declare const expanded(\w+):/
const STATEMENT = /^(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?((?:export|declare|import) .*\n(?:[ }].*\n|\n)*)/gm
const NAMED = /^export (?:declare )?(?:type|class|function) (\w+)/
const EXPORTS = /^export (?:type )?\{([^}]*)\}/gm
/** Names of types that are declared in other rooms, as the compiler writes them. */
const BORROWED = /(?<=\bimport\("[^"]*"\)\.)\w+/g
const QUALIFIER = /\bimport\("[^"]*"\)\./g
/** An import of types or a statement of one; a member may be called `import`, too. */
const IMPORT = /\bimport(?:\s*\(|\s+[\w{*"'])/
const COMMENT_OR_TEXT = /\/\*[\s\S]*?\*\/|"[^"\n]*"/g

/**
 * Returns the declarations of the client as one text that imports nothing: `createClient`, the types that `index.ts` exports,
 * and every type that these name. Names are unique in the project, so a name is enough to find its declaration.
 *
 * @throws {Failure} `configuration` if a type of another package is left
 */
export function linkDeclarations(emitted: EmittedDeclarations): string {
  const known = declarationsIn(emitted)
  const linked = new Map<string, string>()
  const wanted = ['createClient', ...exportedNames(emitted.get(INDEX) ?? '')]
  for (const name of wanted) {
    const found = known.get(name)
    if (!found || linked.has(name)) continue
    linked.set(name, `${found.comment}${found.text.replace(QUALIFIER, '')}\n`)
    wanted.push(...namesIn(found.text))
  }
  const text = [...linked.values()].join('\n')
  if (IMPORT.test(codeOf(text)))
    throw new Failure('configuration', 'A type of the client names another package: see src/client/expanded.ts.')
  return text
}

/**
 * Returns the declarations of the room by name, and those of other rooms that it names. A type that is written out replaces the
 * one that it was made from.
 */
function declarationsIn(emitted: EmittedDeclarations): Map<string, Declaration> {
  const borrowed = new Set((emitted.get(EXPANDED) ?? '').match(BORROWED))
  const known = new Map(
    [...emitted].flatMap(([path, text]) =>
      declarationsNamed(NAMED, text).filter(([name]) => path.startsWith(ROOM) || borrowed.has(name)),
    ),
  )
  for (const [name, { text }] of declarationsNamed(EXPANDED_NAME, emitted.get(EXPANDED) ?? ''))
    known.set(name, {
      comment: known.get(name)?.comment ?? '',
      text: text.replace(EXPANDED_NAME, `export type ${name} =`),
    })
  return known
}

const declarationsNamed = (pattern: RegExp, text: string): [name: string, declaration: Declaration][] =>
  statementsIn(text).flatMap((statement) => {
    const name = pattern.exec(statement.text)?.[1]
    return name === undefined ? [] : [[name, statement]]
  })

/** Returns the statements of a file. The lines inside a statement are indented, or close it. */
const statementsIn = (text: string): Declaration[] =>
  [...text.matchAll(STATEMENT)].map(([, comment = '', statement = '']) => ({ comment, text: statement.trimEnd() }))

/** Returns the names of `export { … }`. */
const exportedNames = (text: string): string[] =>
  [...text.matchAll(EXPORTS)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/\btype\b/, '').trim()),
  )

/** Returns the names of types in a declaration; words that only look like one have no declaration of their own. */
const namesIn = (text: string): string[] => codeOf(text).match(/\b[A-Z]\w*/g) ?? []

/** Returns the text without comments and without texts in quotation marks. */
const codeOf = (text: string): string => text.replace(COMMENT_OR_TEXT, '')
