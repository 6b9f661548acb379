import { createInterface } from 'node:readline'
import { decideReview } from '#db/decision/curate'
import { type DecisionOutcome, importDecisions } from '#db/decision/execute'
import { type OpenReviewPair, pageOfReviewPairs, type ReviewRecord } from '#db/match/review'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { indexChanges } from '#seed/pipeline/index-changes'
import { silent } from '#seed/pipeline/progress'
import { type CommandContext, withStores } from '../context'
import { readDecisions, writeDecisions } from '../decision-file'
import { reasons, signed } from '../explain'

export type ReviewOptions = { export?: string; import?: string; author: string }

/** Puts doubtful matches to a person, one by one; or carries decisions out of the catalogue and into it. */
export const reviewCommand = (loader: CommandContext, options: ReviewOptions): Promise<void> =>
  withStores(loader, async (stores) => {
    if (options.export !== undefined)
      return loader.out(`${await writeDecisions(stores.db, options.export)} decisions written to ${options.export}`)
    if (options.import !== undefined) loader.out(await takeIn(stores, options.import))
    else await ask(loader, stores, options.author)
    await indexChanges(stores, loader.signal, silent)
  })

async function takeIn(stores: Stores, path: string): Promise<string> {
  const decisions = await readDecisions(path)
  const count = await importDecisions(stores, decisions)
  if (count === 'busy') throw busy()
  return `${decisions.length} decisions read, ${count} of them new or undone since: the catalogue obeys them`
}

const busy = () => new Failure('run_active', 'A load is being matched: wait for it, then run this again.')

/** Asks about each doubt, the strongest first, until the answers or the doubts end. */
async function ask(loader: CommandContext, stores: Stores, author: string): Promise<void> {
  const { out } = loader
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const passed = new Set<number>()
  for (let review = await nextReview(stores, passed); review; review = await nextReview(stores, passed)) {
    for (const line of linesOf(review)) out(line)
    const verdict = await answerOf(loader, lines)
    if (verdict === 'quit') return
    if (verdict === 'later') {
      passed.add(review.id)
      continue
    }
    const outcome = await decideReview(stores, review.id, verdict === 'same', { author, reason: null })
    out(told(outcome))
    // Asked again at once, it would be refused again.
    if (!outcome.ok) passed.add(review.id)
  }
  out(passed.size > 0 ? 'No other doubts.' : 'There are no doubts.')
}

/** How many doubts are looked at to find one that was not put off. */
const LOOKED_AT = 100

async function nextReview({ db }: Stores, passed: ReadonlySet<number>): Promise<OpenReviewPair | undefined> {
  for (let after: OpenReviewPair | undefined; ; ) {
    const page = await pageOfReviewPairs(db, after, LOOKED_AT)
    const next = page.find(({ id }) => !passed.has(id))
    if (next || page.length < LOOKED_AT) return next
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
    const said = value.trim().toLowerCase()
    // A word that only begins like an answer is none: what is decided wins over everything.
    const answer = ANSWERS.find((each) => said === each || said === each[0])
    if (answer) return answer
    out('  Not understood: type one of these words, or its first letter.')
  }
}

function told(outcome: DecisionOutcome): string {
  if (outcome.ok) return `  decided; to take it back: POST /v1/decisions/${outcome.decision.id}/undo`
  const { code, decision } = outcome.refusal
  if (code === 'busy') throw busy()
  return decision === undefined
    ? '  not decided: the two are in doubt no longer'
    : `  not decided: another decision says the opposite; to take that back first: POST /v1/decisions/${decision}/undo`
}

const linesOf = ({ one, other, score, evidence }: OpenReviewPair): string[] => [
  '',
  recordLine(one),
  recordLine(other),
  `  ${reasons(evidence)} = ${signed(score)}`,
]

function recordLine({ title, year, platforms, source, dataset, key, game }: ReviewRecord): string {
  const known = [title, year, platforms.join(', ')].filter(Boolean).join(' | ')
  return `${known}  (${source}/${dataset} ${key}, in ${game})`
}
