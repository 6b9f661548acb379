import { createScanner, getNodeValue, type JSONPath, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { Failure } from '#lib/errors'

/** A fault of a configuration file: its line (from 1), the path of the value (`sources.0.map.title`) and the rest of the sentence. */
export type ConfigFault = { line: number; path: string; says: string }

/** The value of a configuration file, a fault for each duplicate member, and a function that locates further faults. */
export type LocatedJson = {
  value: unknown
  faults: ConfigFault[]
  /** A fault on the line of the value at this path or, where it is missing, of the nearest value around it. */
  faultAt: (path: JSONPath, says: string) => ConfigFault
}

/**
 * Parses JSON with comments. A trailing comma is a syntax error, as in plain JSON; a duplicate member is a fault.
 *
 * @throws {Failure} `configuration` with the line of the first syntax error; `file` begins the message
 */
export function parseLocatedJson(content: string, file: string): LocatedJson {
  const text = content.replace(/^\uFEFF/, '')
  const { root, value, duplicates } = parseNodes(text, file)
  const lineOf = lineReader(text)
  const nodeAt = nodeFinder(root)
  const fault = ({ offset }: Node, path: JSONPath, says: string) => ({
    line: lineOf(offset),
    path: path.join('.') || 'the file',
    says,
  })
  return {
    value,
    faults: duplicates.map(({ node, path }) => fault(node, path, 'appears twice: keep one of them')),
    faultAt: (path, says) => fault(nodeAt(path), path, says),
  }
}

/** Most levels of nesting: no query clause has so many. The parser and the readers of its tree are recursive. */
const DEEPEST = 100
/** Tokens of the scanner: `SyntaxKind` of jsonc-parser, an enumeration that TypeScript does not let single files read. */
const TOKENS = { openObject: 1, closeObject: 2, openList: 3, closeList: 4, end: 17 }

function parseNodes(text: string, file: string): { root: Node; value: unknown; duplicates: Place[] } {
  const deepAt = tooDeepAt(text)
  if (deepAt !== undefined)
    throw new Failure(
      'configuration',
      `"${file}" is nested too deeply, by more than ${DEEPEST} levels: check its brackets up to line ${lineAt(text, deepAt)}.`,
    )
  const errors: ParseError[] = []
  const root = parseTree(text, errors)
  if (root && errors.length === 0) return { root, value: getNodeValue(root), duplicates: duplicateNames(root, []) }
  throw new Failure('configuration', `"${file}" is not valid JSON: ${syntaxError(text, errors[0])}.`)
}

/** Returns the position of the first bracket that is nested too deeply; `undefined` if there is none. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let token = scanner.scan(); token !== TOKENS.end; token = scanner.scan()) {
    if (token === TOKENS.openObject || token === TOKENS.openList) depth++
    if (token === TOKENS.closeObject || token === TOKENS.closeList) depth--
    if (depth > DEEPEST) return scanner.getTokenOffset()
  }
  return undefined
}

function syntaxError(text: string, { offset = 0, length = 0 }: Partial<ParseError> = {}): string {
  const token = text.slice(offset, offset + length)
  if (token === '') return `it ends too early, on line ${lineAt(text, text.trimEnd().length)}`
  const line = lineAt(text, offset)
  if (/[}\]]/.test(token) && /,\s*$/.test(text.slice(0, offset)))
    return `remove the comma before the ${token} on line ${line}`
  if (token.startsWith('/*')) return `the comment on line ${line} is not closed`
  return `unexpected ${kindOf(token)} on line ${line}`
}

/** Returns what a token is. Its text is not shown, because it may be a password. */
function kindOf(token: string): string {
  if (token.startsWith('"')) return 'string'
  return /^\w/.test(token) ? 'text without quotes' : token.slice(0, 1)
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Returns a function from a position to its line. It searches the text for line ends once, not once for each fault. */
function lineReader(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  return (offset) => {
    let [line, after] = [0, starts.length]
    while (after - line > 1) {
      const middle = (line + after) >> 1
      if ((starts[middle] ?? 0) <= offset) line = middle
      else after = middle
    }
    return line + 1
  }
}

/** Returns a function from a path to its value or, where that is missing, to the nearest value around it. */
function nodeFinder(root: Node): (path: JSONPath) => Node {
  const members = new Map<Node, Map<unknown, Node>>()
  const membersOf = (node: Node) => {
    const known = members.get(node) ?? new Map(namedValues(node).toReversed())
    members.set(node, known)
    return known
  }
  const childAt = (node: Node, segment: string | number): Node | undefined =>
    node.type === 'array' ? node.children?.[Number(segment)] : membersOf(node).get(segment)
  return (path) => {
    let node = root
    for (const segment of path) {
      const child = childAt(node, segment)
      if (!child) break
      node = child
    }
    return node
  }
}

const namedValues = ({ type, children = [] }: Node): [name: unknown, value: Node][] =>
  type === 'object' ? children.flatMap(({ children: [name, value] = [] }) => (value ? [[name?.value, value]] : [])) : []

/** A node and its path. */
type Place = { node: Node; path: JSONPath }

/** Names that an object already has, in this node and below; of two equal names, the second. */
function duplicateNames({ type, children = [] }: Node, path: JSONPath): Place[] {
  if (type === 'array') return children.flatMap((child, at) => duplicateNames(child, [...path, at]))
  const seen = new Set<unknown>()
  return children.flatMap(({ children: [name, value] = [] }) => {
    if (!name) return []
    const own = [...path, String(name.value)]
    const isRepeated = seen.has(name.value)
    seen.add(name.value)
    return [...(isRepeated ? [{ node: name, path: own }] : []), ...(value ? duplicateNames(value, own) : [])]
  })
}
