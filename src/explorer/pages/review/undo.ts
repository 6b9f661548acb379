import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { forgetFound } from '../search/found'
import { reviewFilters, reviewValues } from './filters'
import { sendInTurn } from './outbox'
import { answered, type DoubtfulPair, loadQueue, pairBeside, putBack, readPair, takeOut } from './queue'
import { type DoneVerdict, done, pairOnScreen, putDone, showPair, undoneCount, undoTrouble } from './verdicts'
import { reviewWords } from './words'

/** Problems of an undo of a decision that does not hold any more. */
const OVER = new Set(['decided_already', 'no_such_decision'])

/** Takes back the last decision of this session, and shows its pair. One that somebody else has undone stays as that person left it. */
export async function undoVerdict(): Promise<void> {
  const last = done.value.at(-1)
  if (!last) return
  undoneCount.value++
  putDone(done.value.slice(0, -1))
  undoTrouble.value = undefined
  if (last.pair) returnPair(last.pair)
  const { trouble } = await sendInTurn(() => takeBack(last))
  if (trouble && !OVER.has(trouble.code)) return keep(last, trouble)
  if (trouble) tellOver(last)
  forgetFound()
  if (!last.of) await loadQueue(reviewFilters(reviewValues()))
  else if (!last.pair || trouble) await readAgain(last.of.id)
}

async function takeBack({ decision }: DoneVerdict): Promise<Outcome<unknown>> {
  const id = await decision
  // A verdict that was refused has nothing to be taken back.
  return id === undefined ? { data: undefined } : outcomeOf(api.decisions({ id }).undo.post())
}

function tellOver({ of }: DoneVerdict): void {
  undoneCount.value--
  putDone(done.value)
  tell({ text: reviewWords.overturned(of?.title ?? reviewWords.decisions) })
}

function returnPair(pair: DoubtfulPair): void {
  putBack(pair, pairOnScreen(), 'before')
  showPair(pair)
}

/** Shows a pair if it is open, as the service has it now; one that is settled leaves the list. */
async function readAgain(id: number): Promise<void> {
  const { data } = await readPair(id)
  if (data?.state === 'open') returnPair(data)
  else leaveOut(id)
}

function leaveOut(id: number): void {
  if (answered.value.has(id)) return
  const next = pairBeside(id, 1)
  takeOut(id)
  if (pairOnScreen() === id) showPair(next)
}

/** A decision that could not be taken back holds. */
function keep(last: DoneVerdict, trouble: Trouble): void {
  undoneCount.value--
  putDone([...done.value, last])
  undoTrouble.value = trouble
  if (last.pair) leaveOut(last.pair.id)
}
