import { createInterface } from 'node:readline'
import { decideReview } from '#db/decision/curate'
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
  return `${decisions.length} decisions read, ${count} of them new or undone since; they now apply to the catalogue`
}

const busy = () => new Failure('run_active', 'Another load is matching its records: wait for it, then run this again.')

/** Asks about each doubtful pair, highest score first, until standard input or the pairs end. */
async function ask(context: CommandContext, stores: Stores, author: string): Promise<void> {
  const { out } = context
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const skipped = new Set<number>()
  for (let review = await nextReview(stores, skipped); review; review = await nextReview(stores, skipped)) {
    for (const line of linesOf(review)) out(line)
    const verdict = await answerOf(context, lines)
    if (verdict === 'quit') return
    if (verdict === 'later') {
      skipped.add(review.id)
      continue
    }
    const outcome = await decideReview(stores, review.id, verdict === 'same', { author, reason: null })
    out(outcomeLine(outcome))
    // Not asked again in this session: the decision would be refused again.
    if (!outcome.ok) skipped.add(review.id)
  }
  out(skipped.size > 0 ? 'No other doubtful matches.' : 'There are no doubtful matches.')
}

/** Pairs per query when looking for one that was not skipped. */
const PAIRS_PER_PAGE = 100

async function nextReview({ db }: Stores, skipped: ReadonlySet<number>): Promise<ReviewPairRow | undefined> {
  for (let after: ReviewPairRow | undefined; ; ) {
    const page = await pageOfReviewPairs(db, after, PAIRS_PER_PAGE)
    const next = page.find(({ id }) => !skipped.has(id))
    if (next || page.length < PAIRS_PER_PAGE) return next
    after = page.at(-1)
  }
}

const ANSWERS = ['same', 'different', 'later', 'quit'] as const
type Verdict = (typeof ANSWERS)[number]

async function answerOf({ out, signal }: CommandContext, lines: AsyncIterator<string>): Promise<Verdict> {
  for (;;) {
    out('  [s]ame, [d]ifferent, [l]ater, [q]uit?')
    const { value, done } = await orInterrupted(signal, () => lines.next())
    if (done) return 'quit'
    const typed = value.trim().toLowerCase()
    // Only the whole word or its first letter counts, because a decision holds in every later load.
    const answer = ANSWERS.find((each) => typed === each || typed === each[0])
    if (answer) return answer
    out('  Not understood: type one of these words or its first letter.')
  }
}

function outcomeLine(outcome: DecisionOutcome): string {
  if (outcome.ok) return `  decided; to undo it: POST /v1/decisions/${outcome.decision.id}/undo`
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
