import { decideReview, undoDecision } from '#db/decision/curate'
import { type DecisionOutcome, importDecisions } from '#db/decision/execute'
import { pageOfReviewPairs, type ReviewPairRow, type ReviewRecord } from '#db/match/review-pairs'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { indexChanges } from '#seed/pipeline/index-changes'
import { silent } from '#seed/pipeline/progress'
import { type CommandContext, withStores } from '../context'
import { readDecisions, writeDecisions } from '../decision-file'
import { reasons, signed } from '../explain'
import { parseReviewAnswer, REVIEW_QUESTION, type ReviewAnswer } from '../review-answer'
import { typedLines } from '../typed-lines'

export type ReviewOptions = { export?: string; import?: string; author: string }

/** Asks a person about doubtful matches, one by one; or exports or imports decisions. */
export const reviewCommand = (context: CommandContext, options: ReviewOptions): Promise<void> =>
  withStores(context, async (stores) => {
    if (options.export !== undefined)
      return context.out(`${await writeDecisions(stores.db, options.export)} decisions written to ${options.export}`)
    if (options.import !== undefined) context.out(await importFile(stores, options.import))
    else await ask(context, stores, options.author)
    await indexChanges(stores, context.signal, silent)
  })

async function importFile(stores: Stores, path: string): Promise<string> {
  const decisions = await readDecisions(path)
  const count = await importDecisions(stores, decisions)
  if (count === 'busy') throw busy()
  return `${decisions.length} decisions read, ${count} of them new or undone since; they now apply to the catalogue, words from the next load or bun run seed match on`
}

const busy = () => new Failure('run_active', 'Another load is matching its records: wait for it, then run this again.')

/** Asks about each doubtful pair, highest score first, until standard input or the pairs end. */
async function ask(context: CommandContext, stores: Stores, author: string): Promise<void> {
  const lines = typedLines(Bun.stdin.stream())[Symbol.asyncIterator]()
  const session: Session = { stores, author, skipped: new Set(), decided: [] }
  for (let pair = await nextReview(session); pair; pair = await nextReview(session)) {
    for (const line of linesOf(pair)) context.out(line)
    const answer = await answerOf(context, lines)
    if (answer.word === 'quit') return
    const said = await carryOut(session, pair, answer)
    if (said !== undefined) context.out(said)
  }
  context.out(session.skipped.size > 0 ? 'No other doubtful matches.' : 'There are no doubtful matches.')
}

/** Decisions made since the command began, the latest last, and the pairs that are not asked about again. */
type Session = {
  stores: Stores
  author: string
  skipped: Set<number>
  decided: { decision: string; pair: number }[]
}

/** Carries out an answer and returns the line that says what it did. */
async function carryOut(
  session: Session,
  pair: ReviewPairRow,
  { word, reason }: ReviewAnswer,
): Promise<string | undefined> {
  const { stores, author, skipped, decided } = session
  if (word === 'undo') return undoLast(session)
  if (word === 'later') {
    skipped.add(pair.id)
    return undefined
  }
  const outcome = await decideReview(stores, pair.id, word === 'same', { author, reason })
  // Not asked again in this session: the decision would be refused again.
  if (outcome.ok) decided.push({ decision: outcome.decision.id, pair: pair.id })
  else skipped.add(pair.id)
  return outcomeLine(outcome)
}

/** Undoes the latest decision of the session that is not undone: its pair is asked about again. */
async function undoLast({ stores, author, skipped, decided }: Session): Promise<string> {
  const last = decided.pop()
  if (!last) return '  nothing is left to undo: no decision was made since this command began'
  const outcome = await undoDecision(stores, last.decision, { author, reason: null })
  if (!outcome.ok && outcome.refusal.code === 'busy') throw busy()
  if (!outcome.ok) return '  not undone: somebody has undone it already, or a later decision depends on it'
  skipped.delete(last.pair)
  return '  undone: the pair is asked about again'
}

/** Pairs per query when looking for one that was not skipped. */
const PAIRS_PER_PAGE = 100

async function nextReview({ stores: { db }, skipped }: Session): Promise<ReviewPairRow | undefined> {
  for (let after: ReviewPairRow | undefined; ; ) {
    const page = await pageOfReviewPairs(db, after, PAIRS_PER_PAGE)
    const next = page.find(({ id }) => !skipped.has(id))
    if (next || page.length < PAIRS_PER_PAGE) return next
    after = page.at(-1)
  }
}

async function answerOf({ out, signal }: CommandContext, lines: AsyncIterator<string>): Promise<ReviewAnswer> {
  for (;;) {
    out(REVIEW_QUESTION)
    const { value, done } = await orInterrupted(signal, () => lines.next())
    if (done) return { word: 'quit', reason: null }
    const answer = parseReviewAnswer(value)
    if (answer) return answer
    out('  Not understood: type one of these words or its first letter. A verdict may have a reason: same: a port')
  }
}

function outcomeLine(outcome: DecisionOutcome): string {
  if (outcome.ok) return `  decided; to undo it: undo, or later POST /v1/decisions/${outcome.decision.id}/undo`
  const { code, decision } = outcome.refusal
  if (code === 'busy') throw busy()
  return decision === undefined
    ? '  not decided: this pair is no longer in review'
    : `  not decided: another decision says the opposite; undo that one first: POST /v1/decisions/${decision}/undo`
}

const linesOf = ({ one, other, score, evidence }: ReviewPairRow): string[] => [
  '',
  recordLine(one),
  recordLine(other),
  `  ${reasons(evidence)} = ${signed(score)}`,
]

function recordLine({ title, year, platforms, source, dataset, key, game }: ReviewRecord): string {
  const known = [title, year, platforms.join(', ')].filter(Boolean).join(' | ')
  return `${known}  (${source}/${dataset} ${key}, in ${game})`
}
