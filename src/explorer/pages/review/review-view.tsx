import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { FileLinks } from '../../parts/file-links'
import { ScopeNote } from '../../parts/scope-note'
import { TroubleNote } from '../../parts/trouble-note'
import { type PageKey, usePageKeys } from '../../state/keys'
import { scopes } from '../../state/session'
import { AnswerBar, SessionLine, UndoButton } from './answer-bar'
import { reviewAddressWith, reviewFilters, reviewValues } from './filters'
import type { ReviewVerdict } from './kept-verdicts'
import { ManyDialog } from './many-dialog'
import { OtherPair } from './other-pair'
import { unsent } from './outbox'
import { PairCards } from './pair-cards'
import { PairEvidence } from './pair-evidence'
import {
  answered,
  type DoubtfulPair,
  loadAhead,
  loadQueue,
  openPairs,
  queue,
  queueTrouble,
  type ReviewedSide,
} from './queue'
import { ReviewBar } from './review-bar'
import { ReviewTroubles } from './review-troubles'
import { undoVerdict } from './undo'
import { decideShown, resumeVerdicts, showBeside } from './verdicts'
import { reviewWords } from './words'

/** The review: one doubtful pair at a time, decided by a key. */
export function ReviewView() {
  const mayCurate = scopes.value.has('curate')
  useEffect(() => {
    document.title = `${reviewWords.title} – VestimLib`
  }, [reviewWords])
  return (
    <main id="main" class="page review" tabIndex={-1} aria-busy={mayCurate && !queue.value}>
      <h1>{reviewWords.title}</h1>
      {mayCurate ? <ReviewDesk /> : <ScopeNote scope="curate" />}
    </main>
  )
}

/** Keeps the queue that of the filters in the address, with pairs loaded ahead. */
function followFilters(): void {
  const filters = reviewFilters(reviewValues())
  if (queue.peek()?.key !== JSON.stringify(filters)) void loadQueue(filters)
}

/** Returns the pair that the address names; the first open one if it names none. */
function shownPair(): DoubtfulPair | undefined {
  const { pair } = reviewValues()
  return pair === undefined ? openPairs()[0] : openPairs().find(({ id }) => id === pair)
}

const SIDES = ['one', 'other'].flatMap((side) => [side, `${side}Key`, `${side}Title`, `${side}Year`])
const sideCells = ({ source, key, title, year }: ReviewedSide) => [source, key, title, year]

function ReviewDesk() {
  const many = useSignal<ReviewVerdict | undefined>(undefined)
  useEffect(() => {
    // What others have decided meanwhile is gone from the list.
    queue.value = undefined
    resumeVerdicts()
    if (unsent.value === 0) answered.value = new Set()
  }, [])
  useSignalEffect(followFilters)
  useSignalEffect(() => {
    if (queue.value && answered.value) void loadAhead(reviewFilters(reviewValues()))
  })
  const pair = shownPair()
  useReviewKeys((verdict) => {
    many.value = verdict
  })
  return (
    <>
      <ReviewBar />
      {queueTrouble.value && (
        <TroubleNote trouble={queueTrouble.value} onRetry={() => void loadQueue(reviewFilters(reviewValues()))} />
      )}
      <ReviewTroubles pair={pair} />
      {pair ? <OnePair pair={pair} /> : <WithoutPair />}
      <SessionLine />
      {pair && (
        <FileLinks
          name="doubtful-matches"
          data={openPairs}
          columns={['id', 'bits', ...SIDES]}
          rows={() =>
            openPairs().map(({ id, score, one, other }) => [id, score, ...sideCells(one), ...sideCells(other)])
          }
        />
      )}
      {many.value && pair && (
        <ManyDialog
          verdict={many.value}
          pair={pair}
          onClose={() => {
            many.value = undefined
          }}
        />
      )}
    </>
  )
}

function useReviewKeys(decideMany: (verdict: ReviewVerdict) => void): void {
  const { same, different, next, back, undo, note, allSame, allDifferent } = reviewWords
  const keys: readonly PageKey[] = [
    { key: 's', does: same, run: () => decideShown('same') },
    { key: 'd', does: different, run: () => decideShown('different') },
    { key: 'j', does: next, run: () => showBeside(1) },
    { key: 'k', does: back, run: () => showBeside(-1) },
    { key: 'u', does: undo, run: () => void undoVerdict() },
    { key: 'n', does: note, run: () => document.querySelector<HTMLInputElement>('#note')?.focus() },
    { key: 'S', does: allSame, run: () => decideMany('same') },
    { key: 'D', does: allDifferent, run: () => decideMany('different') },
  ]
  usePageKeys(keys)
}

const OnePair = ({ pair }: { pair: DoubtfulPair }) => (
  <>
    <PairCards pair={pair} />
    <AnswerBar pair={pair} />
    <PairEvidence pair={pair} isBlind={reviewValues().blind} />
  </>
)

function WithoutPair() {
  const values = reviewValues()
  if (!queue.value) return queueTrouble.value ? null : <Bones count={2} height={134} />
  if (values.pair !== undefined && !answered.value.has(values.pair)) return <OtherPair id={values.pair} />
  return <NothingLeft isFiltered={Object.keys(reviewFilters(values)).length > 0} />
}

function NothingLeft({ isFiltered }: { isFiltered: boolean }) {
  const { none, noneHere, clear, decisions } = reviewWords
  return (
    <section class="nothing">
      <h2>{isFiltered ? noneHere : none}</h2>
      <p class="answers">
        {isFiltered && (
          <a class="primary" href={reviewAddressWith({ source: '', band: '', evidence: '', pair: undefined })}>
            {clear}
          </a>
        )}
        <a class="primary" href="/explorer/decisions">
          {decisions}
        </a>
        <UndoButton />
      </p>
    </section>
  )
}
