import {
  findNodeAtLocation,
  getNodePath,
  getNodeValue,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser'
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
  const fault = ({ offset }: Node, path: JSONPath, says: string) => ({
    line: lineAt(text, offset),
    path: path.join('.') || 'the file',
    says,
  })
  return {
    value,
    faults: duplicates.map((name) => fault(name, getNodePath(name), 'appears twice: keep one of them')),
    faultAt: (path, says) => fault(nearestNode(root, path), path, says),
  }
}

function parseNodes(text: string, file: string): { root: Node; value: unknown; duplicates: Node[] } {
  const errors: ParseError[] = []
  try {
    const root = parseTree(text, errors)
    if (root && errors.length === 0) return { root, value: getNodeValue(root), duplicates: duplicateNames(root) }
  } catch (cause) {
    // The parser and both readers of its tree are recursive: thousands of open brackets exhaust the stack.
    throw new Failure('configuration', `"${file}" is nested too deeply: check its brackets from line 1 on.`, { cause })
  }
  throw new Failure('configuration', `"${file}" is not valid JSON: ${syntaxError(text, errors[0])}.`)
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

const nearestNode = (root: Node, path: JSONPath): Node =>
  path.length === 0 ? root : (findNodeAtLocation(root, path) ?? nearestNode(root, path.slice(0, -1)))

/** Names that an object already has, in this node and below; of two equal names, the second. */
function duplicateNames({ type, children = [] }: Node): Node[] {
  const names = type === 'object' ? children.flatMap((member) => member.children?.[0] ?? []) : []
  const duplicates = names.filter(({ value }, at) => names.findIndex((name) => name.value === value) < at)
  return [...duplicates, ...children.flatMap(duplicateNames)]
}
