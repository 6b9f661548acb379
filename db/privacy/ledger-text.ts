import * as v from 'valibot'

const Line = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** The HMAC of the id of the account, in hexadecimal digits. */
  subject: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Digits by which its key is recognised. They are no part of the key. */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
})

/** One erasure in the file of erasures. */
export type LedgerLine = v.InferOutput<typeof Line>

/**
 * Ends a line that a killed process left unfinished, when the next one is written. An erasure is committed after its whole line is on the
 * disk, so the one of an unfinished line did not happen.
 */
const CUT = '#cut'

/** The lines of the file of erasures, and the numbers of those, from 1 on, that say something that cannot be read. */
export type LedgerText = { lines: LedgerLine[]; damaged: number[] }

/** Parses the file of erasures. An unfinished last line, and one that was ended as such, are of erasures that did not happen. */
export function parseLedger(text: string): LedgerText {
  const texts = text.split('\n')
  const last = texts.length - 1
  const read: LedgerText = { lines: [], damaged: [] }
  for (const [at, each] of texts.entries()) {
    const line = parseLine(each)
    if (line) read.lines.push(line)
    else if (at < last && each.trim() !== '' && !each.endsWith(CUT)) read.damaged.push(at + 1)
  }
  return read
}

/** Returns a file of erasures without the lines that `isDropped` names, and without those of erasures that did not happen. */
export function withoutLines(text: string, isDropped: (line: LedgerLine) => boolean): string {
  const damaged = new Set(parseLedger(text).damaged)
  const kept = text.split('\n').filter((each, at) => {
    const line = parseLine(each)
    return line ? !isDropped(line) : damaged.has(at + 1)
  })
  return kept.map((line) => `${line}\n`).join('')
}

/** Returns what a new line of the file has to begin with, so that it stands on its own. */
export function beginningAfter(text: string): string {
  const last = text.slice(text.lastIndexOf('\n') + 1)
  if (last === '') return ''
  return parseLine(last) ? '\n' : `${CUT}\n`
}

function parseLine(text: string): LedgerLine | undefined {
  try {
    const parsed = v.safeParse(Line, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
