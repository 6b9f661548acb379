import { signal } from '@preact/signals'
import { go } from '../../state/address'
import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { forgetFound } from '../search/found'
import { reviewAddressWith, reviewFilters, reviewValues } from './filters'
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

export type ReviewVerdict = 'same' | 'different'

/** Something that was decided here: verdict, number of pairs, and the decision once it is stored. */
export type DoneVerdict = {
  verdict: ReviewVerdict
  pairs: number
  pair: DoubtfulPair | undefined
  decision: Promise<string | undefined>
}

/** Decisions of this session that hold, the last one at the end. */
export const done = signal<readonly DoneVerdict[]>([])
/** Number of decisions that were taken back. */
export const undoneCount = signal(0)
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

const show = (pair: DoubtfulPair | undefined) => go(reviewAddressWith({ pair: pair?.id }), 'replace')

/** Shows the next pair, or the one before with `step` -1. */
export function showBeside(step: 1 | -1): void {
  const beside = pairBeside(pairOnScreen(), step)
  if (beside) show(beside)
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
  show(next)
  const sent = sendInTurn(() => storeVerdict(pair, verdict, reason))
  const one: DoneVerdict = { verdict, pairs: 1, pair, decision: sent.then(({ data }) => data?.id) }
  done.value = [...done.value, one]
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
  done.value = done.value.filter((other) => other !== one)
  // Undone and decided again meanwhile: the later verdict counts.
  if (done.value.some((other) => other.pair?.id === pair.id)) return
  if (trouble.code === 'no_such_review') {
    tell({ text: reviewWords.settled(pair.one.title) })
    return
  }
  refusals.value = new Map([...refusals.value, [pair.id, trouble]])
  // Behind the pair on the screen: nothing changes under the hand of a person who goes on.
  if (answered.value.has(pair.id)) putBack(pair, pairOnScreen(), 'after')
  if (pairOnScreen() === undefined) show(pair)
}

/** Takes back the last decision, and shows its pair. */
export async function undoVerdict(): Promise<void> {
  const last = done.value.at(-1)
  if (!last) return
  done.value = done.value.slice(0, -1)
  undoneCount.value++
  undoTrouble.value = undefined
  if (last.pair) {
    putBack(last.pair, pairOnScreen(), 'before')
    show(last.pair)
  }
  const trouble = await sendInTurn(() => takeBack(last)).then((outcome) => outcome.trouble)
  if (trouble) return keep(last, trouble)
  forgetFound()
  if (!last.pair) await loadQueue(reviewFilters(reviewValues()))
}

async function takeBack({ decision }: DoneVerdict): Promise<Outcome<unknown>> {
  const id = await decision
  // A verdict that was refused has nothing to be taken back.
  return id === undefined ? { data: undefined } : outcomeOf(api.decisions({ id }).undo.post())
}

/** A decision that could not be taken back holds. */
function keep(last: DoneVerdict, trouble: Trouble): void {
  done.value = [...done.value, last]
  undoneCount.value--
  undoTrouble.value = trouble
  if (!last.pair || answered.value.has(last.pair.id)) return
  const next = pairBeside(last.pair.id, 1)
  takeOut(last.pair.id)
  if (pairOnScreen() === last.pair.id) show(next)
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
  if (batch)
    done.value = [...done.value, { verdict, pairs: decided, pair: undefined, decision: Promise.resolve(batch) }]
  forgetFound()
  queue.value = undefined
  await loadQueue(reviewFilters(reviewValues()))
  return undefined
}
