import { Failure } from '#lib/errors'

/** A JSON value with the line on which each part of it stands, by its path (`sources.0.map.title`). */
export type Located = { value: unknown; lines: Map<string, number>; faults: ConfigFault[] }

/** What is wrong on a line, with the path of the value. */
export type ConfigFault = { line: number; path: string; says: string }

const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\\n]|\\.)*")|([^\s{}[\],:"]+)|(.))/y
const DEEPEST = 32

type Token = { text: string; line: number }
type Reading = { tokens: Token[]; at: number; lines: Map<string, number>; faults: ConfigFault[] }

/**
 * Reads a configuration file: a name that stands twice in one object is a fault.
 *
 * @throws {Failure} `configuration` with the line where it stops being JSON; `file` begins the sentence
 */
export function parseLocated(text: string, file: string): Located {
  const reading: Reading = { tokens: tokensOf(text), at: 0, lines: new Map(), faults: [] }
  try {
    const value = readValue(reading, [])
    if (reading.at < reading.tokens.length) throw unexpected(reading)
    return { value, lines: reading.lines, faults: reading.faults }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const line = (reading.tokens[reading.at] ?? reading.tokens.at(-1))?.line ?? 1
    throw new Failure('configuration', `"${file}" is no JSON: line ${line} ${error.message}.`)
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let [line, counted] = [1, 0]
  for (const match of text.matchAll(new RegExp(TOKEN, 'gy'))) {
    const token = match[0].trimStart()
    const at = match.index + match[0].length - token.length
    line += text.slice(counted, at).split('\n').length - 1
    counted = at
    tokens.push({ text: token, line })
  }
  return tokens
}

function unexpected({ tokens, at }: Reading): SyntaxError {
  const token = tokens[at]
  return new SyntaxError(
    token ? `has ${token.text.slice(0, 20)} where it does not belong` : 'is the last, and something is missing',
  )
}

function readValue(reading: Reading, path: readonly string[]): unknown {
  const token = reading.tokens[reading.at]
  if (!token || path.length > DEEPEST) throw unexpected(reading)
  reading.lines.set(path.join('.'), token.line)
  if (token.text === '{') return readObject(reading, path)
  if (token.text === '[') return readArray(reading, path)
  return readScalar(reading)
}

function readScalar(reading: Reading): unknown {
  try {
    const value: unknown = JSON.parse(reading.tokens[reading.at]?.text ?? '')
    reading.at++
    return value
  } catch {
    throw unexpected(reading)
  }
}

function readObject(reading: Reading, path: readonly string[]): Record<string, unknown> {
  const members: [string, unknown][] = []
  reading.at++
  for (let first = true; !takes(reading, '}'); first = false) {
    if (!first) expect(reading, ',')
    const name = readName(reading, path, members)
    expect(reading, ':')
    members.push([name, readValue(reading, [...path, name])])
  }
  return Object.fromEntries(members)
}

function readName(reading: Reading, path: readonly string[], members: readonly [string, unknown][]): string {
  const token = reading.tokens[reading.at]
  if (!token?.text.startsWith('"')) throw unexpected(reading)
  const name = String(readScalar(reading))
  if (members.some(([known]) => known === name))
    reading.faults.push({ line: token.line, path: [...path, name].join('.'), says: 'stands twice: keep one of them' })
  return name
}

function readArray(reading: Reading, path: readonly string[]): unknown[] {
  const items: unknown[] = []
  reading.at++
  while (!takes(reading, ']')) {
    if (items.length > 0) expect(reading, ',')
    items.push(readValue(reading, [...path, String(items.length)]))
  }
  return items
}

function takes(reading: Reading, mark: string): boolean {
  if (reading.tokens[reading.at]?.text !== mark) return false
  reading.at++
  return true
}

function expect(reading: Reading, mark: string): void {
  if (!takes(reading, mark)) throw unexpected(reading)
}
