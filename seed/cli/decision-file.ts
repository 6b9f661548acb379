import { open } from 'node:fs/promises'
import * as v from 'valibot'
import { parseOverride } from '#catalogue/decision/overridable'
import { recordRefValue } from '#catalogue/decision/override-values'
import { LONGEST_KEY } from '#catalogue/limits'
import { refName } from '#catalogue/match/rules'
import { wordKey } from '#catalogue/vocabulary/lookup'
import { isTerm, WORD_KINDS } from '#catalogue/vocabulary/mapped-words'
import { type Decision, listDecisions } from '#db/decision/queries'
import { DECISION_KINDS } from '#db/decision/table'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'

const storable = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed() && !text.includes('\0')),
)
const word = v.pipe(storable, v.nonEmpty(), v.maxLength(LONGEST_KEY))

/** The last year of a time in UTC that has four digits. */
const LAST_YEAR = 9999

/** A valid ISO time after 1970-01-01, to the millisecond, as decisions are stored. */
const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => ({ day: text.slice(0, 10), at: new Date(text) })),
  v.check(
    ({ day, at }) => at.getTime() > 0 && at.getUTCFullYear() <= LAST_YEAR && new Date(day).toJSON()?.startsWith(day),
  ),
  v.transform(({ at }) => at.toISOString()),
)
const Rule = v.pipe(
  v.strictObject({ kind: v.picklist(['must_link', 'cannot_link']), one: recordRefValue, other: recordRefValue }),
  v.check(({ one, other }) => refName(one) !== refName(other)),
)
const Lock = v.pipe(
  v.strictObject({ record: recordRefValue, field: v.string(), value: v.unknown() }),
  v.check(({ field, value }) => parseOverride(field, value).ok, 'sets a field to an invalid value'),
)

const Word = v.pipe(
  v.strictObject({ kind: v.picklist(WORD_KINDS), word, source: v.nullable(word), slug: v.string() }),
  v.check(({ kind, word: stated, slug }) => wordKey(stated) !== '' && isTerm(kind, slug)),
)

/** One line of `decisions.ndjson`. */
const DecisionLine = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
    kind: v.picklist(DECISION_KINDS),
    author: word,
    reason: v.nullable(storable),
    decidedAt: time,
    undoneAt: v.nullable(time),
    undoneBy: v.nullable(word),
    rules: v.array(Rule),
    lock: v.nullable(Lock),
    // Files of older releases have none.
    word: v.optional(v.nullable(Word), null),
  }),
  v.check(({ undoneAt, undoneBy }) => (undoneAt === null) === (undoneBy === null)),
  v.check(({ kind, rules, lock, word }) => {
    const holds = { rules: rules.length > 0, override: lock !== null, word: word !== null }
    const wanted = kind === 'override' || kind === 'word' ? kind : 'rules'
    return holds[wanted] && Object.values(holds).filter(Boolean).length === 1
  }),
)

const PER_PAGE = 1_000

/**
 * Writes every decision of a catalogue, undone ones too, to a file, one per line. Returns their number.
 *
 * @throws {Failure} `usage` if the file cannot be opened
 */
export async function writeDecisions(db: Db, path: string): Promise<number> {
  await using file = await open(path, 'w').catch((cause: unknown) => {
    throw new Failure('usage', 'The file to write to cannot be opened: choose a file in a folder that exists.', {
      cause,
    })
  })
  let count = 0
  for (let after: Decision | undefined; ; ) {
    const page = await listDecisions(db, after, PER_PAGE)
    if (page.length > 0) await file.write(page.map((decision) => `${JSON.stringify(decision)}\n`).join(''))
    count += page.length
    after = page.at(-1)
    if (page.length < PER_PAGE) return count
  }
}

/**
 * Reads the decisions in a file that `writeDecisions` wrote.
 *
 * @throws {Failure} `source_unreadable` if it cannot be read, with the number of the first invalid line
 */
export async function readDecisions(path: string): Promise<Decision[]> {
  const text = await Bun.file(path)
    .text()
    .catch((cause: unknown) => {
      throw new Failure('source_unreadable', 'The file of decisions cannot be read: check its path.', { cause })
    })
  return text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [decisionOf(line, at + 1)]))
}

function decisionOf(line: string, number: number): Decision {
  const parsed = v.safeParse(DecisionLine, parsedJson(line))
  if (parsed.success) return parsed.output
  throw new Failure(
    'source_unreadable',
    `Line ${number} of the file is not a decision as --export writes it: nothing was imported. Correct the line or delete it.`,
  )
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
