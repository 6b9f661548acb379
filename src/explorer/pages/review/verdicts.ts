import { signal } from '@preact/signals'
import { go } from '../../state/address'
import { api } from '../../state/api'
import { carryOver } from '../../state/carried'
import { tell } from '../../state/notices'
import { sessionId } from '../../state/session'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { forgetFound } from '../search/found'
import { reviewAddressWith, reviewFilters, reviewValues } from './filters'
import { type KeptVerdict, keepVerdicts, keptVerdicts, type ReviewVerdict } from './kept-verdicts'
import { sendInTurn } from './outbox'
import {
  answered,
  type DoubtfulPair,
  loadQueue,
  openPairs,
  pairBeside,
  putBack,
  queue,
  readPair,
  takeOut,
} from './queue'
import { reviewWords } from './words'

/**
 * Something that was decided in this session: the decision once it is stored, and `pair` unless it was decided before the page was
 * loaded, or with others.
 */
export type DoneVerdict = Omit<KeptVerdict, 'decision'> & {
  pair?: DoubtfulPair
  decision: Promise<string | undefined>
}

/** Decisions of this session that hold, the last one at the end. */
export const done = signal<readonly DoneVerdict[]>([])

/** Number of decisions that were taken back. */
export const undoneCount = signal(0)

const stored = new WeakMap<DoneVerdict, string>()

/** Changes the decisions of this session that hold. Those that are stored are kept, should the page be loaded again. */
export function putDone(verdicts: readonly DoneVerdict[]): void {
  done.value = verdicts
  keepVerdicts({
    verdicts: verdicts.flatMap((one) => {
      const decision = stored.get(one)
      return decision === undefined ? [] : { verdict: one.verdict, pairs: one.pairs, of: one.of, decision }
    }),
    undone: undoneCount.value,
  })
}

/** Adds a decision that is stored, or will be. */
function addDone(one: DoneVerdict): void {
  putDone([...done.value, one])
  void one.decision.then((id) => {
    if (id === undefined) return
    stored.set(one, id)
    putDone(done.value)
  })
}

let session: string | undefined

/** Goes on with the decisions of this session that were made before the page was loaded. Those of another session are left. */
export function resumeVerdicts(): void {
  if (session === sessionId()) return
  session = sessionId()
  const { verdicts, undone } = keptVerdicts()
  undoneCount.value = undone
  const kept = verdicts.map(({ decision, ...one }) => {
    const resumed: DoneVerdict = { ...one, decision: Promise.resolve(decision) }
    stored.set(resumed, decision)
    return resumed
  })
  putDone(kept)
}

/** Refusals by the id of the pair, until it is decided. */
export const refusals = signal<ReadonlyMap<number, Trouble>>(new Map())
/** A decision that could not be taken back. */
export const undoTrouble = signal<Trouble | undefined>(undefined)

/** Returns the id of the pair that is on the screen now: it is read from the page, because a key means what is seen. */
export function pairOnScreen(): number | undefined {
  const shown = document.querySelector<HTMLElement>('[data-review]')?.dataset.review
  return shown === undefined ? undefined : Number(shown)
}

/** Returns the note that is written beside the pair on the screen. */
const noteOnScreen = () => document.querySelector<HTMLInputElement>('#note')?.value.trim() || undefined

type WrittenNote = { pair?: number; note?: string }
const written = carryOver('note', () => ({ pair: pairOnScreen(), note: noteOnScreen() })) as WrittenNote | undefined // safe: as it is written here

/** Returns the note that was written beside a pair before the language was changed. */
export const carriedNote = (pair: number): string => (written?.pair === pair ? (written.note ?? '') : '')

/** Shows a pair, or without one the first that is open. */
export const showPair = (pair: DoubtfulPair | undefined) => go(reviewAddressWith({ pair: pair?.id }), 'replace')

/** Shows the next pair, or the one before with `step` -1. */
export function showBeside(step: 1 | -1): void {
  const beside = pairBeside(pairOnScreen(), step)
  if (beside) showPair(beside)
}

/** Decides the pair on the screen and shows the next one at once. A pair that is refused comes back, with the reason. */
export function decideShown(verdict: ReviewVerdict): void {
  const pair = openPairs().find(({ id }) => id === pairOnScreen())
  if (!pair) return
  const reason = noteOnScreen()
  const next = pairBeside(pair.id, 1)
  takeOut(pair.id)
  refusals.value = new Map([...refusals.value].filter(([id]) => id !== pair.id))
  undoTrouble.value = undefined
  showPair(next)
  const sent = sendInTurn(() => storeVerdict(pair, verdict, reason))
  const of = { id: pair.id, title: pair.one.title, score: pair.score }
  const one: DoneVerdict = { verdict, pairs: 1, of, pair, decision: sent.then(({ data }) => data?.id) }
  addDone(one)
  void sent.then(({ trouble }) => (trouble ? refuse(one, pair, trouble) : forgetFound()))
}

/** Stores a verdict. One that is there already, by an answer that was lost or another window, counts as stored. */
async function storeVerdict(
  pair: DoubtfulPair,
  verdict: ReviewVerdict,
  reason?: string,
): Promise<Outcome<{ id: string }>> {
  const stored = await outcomeOf(api.review({ id: String(pair.id) }).post({ verdict, ...(reason && { reason }) }))
  if (stored.trouble?.code !== 'no_such_review') return stored
  const { data } = await readPair(pair.id)
  return data?.decision?.verdict === verdict ? { data: { id: data.decision.id } } : stored
}

function refuse(one: DoneVerdict, pair: DoubtfulPair, trouble: Trouble): void {
  putDone(done.value.filter((other) => other !== one))
  // Undone and decided again meanwhile: the later verdict counts.
  if (done.value.some((other) => other.of?.id === pair.id)) return
  if (trouble.code === 'no_such_review') {
    tell({ text: reviewWords.settled(pair.one.title) })
    return
  }
  refusals.value = new Map([...refusals.value, [pair.id, trouble]])
  // Behind the pair on the screen: nothing changes under the hand of a person who goes on.
  if (answered.value.has(pair.id)) putBack(pair, pairOnScreen(), 'after')
  if (pairOnScreen() === undefined) showPair(pair)
}

/** Decides every open pair that passes filters, as one decision, if they are as many as `expected`. */
export async function decideAll(
  verdict: ReviewVerdict,
  filters: object,
  expected: number,
): Promise<Trouble | undefined> {
  const where = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, [value]]))
  const { data, trouble } = await sendInTurn(() => outcomeOf(api.review.post({ where, verdict, expected })))
  if (!data) return trouble
  const { batch, decided } = data
  if (batch) addDone({ verdict, pairs: decided, decision: Promise.resolve(batch) })
  forgetFound()
  queue.value = undefined
  await loadQueue(reviewFilters(reviewValues()))
  return undefined
}
