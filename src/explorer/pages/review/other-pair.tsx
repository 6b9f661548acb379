import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { useLoaded } from '../../state/loaded'
import { words } from '../../words/every-page'
import { decisionAddress } from '../decisions/filters'
import { reviewAddressWith } from './filters'
import { PairCards } from './pair-cards'
import { PairEvidence } from './pair-evidence'
import { putBack, type ReviewDetails, readPair } from './queue'
import { reviewWords } from './words'

/** A pair that a link names and that is not among the loaded ones. An open one is put before them. */
export function OtherPair({ id }: { id: number }) {
  const { data, trouble, again } = useLoaded(String(id), (signal) => readPair(id, signal))
  useEffect(() => {
    if (data?.id === id && data.state === 'open') putBack(data, undefined, 'before')
  }, [data, id])
  if (trouble) return <MissingPair>{<TroubleNote trouble={trouble} onRetry={again} />}</MissingPair>
  if (data?.id !== id || data.state === 'open') return <Bones count={2} height={134} />
  return <SettledPair pair={data} />
}

const MissingPair = ({ children }: { children: preact.ComponentChildren }) => (
  <div>
    {children}
    <GoOn />
  </div>
)

const GoOn = () => (
  <a class="primary" href={reviewAddressWith({ pair: undefined })}>
    {reviewWords.goOn}
  </a>
)

function SettledPair({ pair }: { pair: ReviewDetails }) {
  const { states } = reviewWords
  const { decision, state, one } = pair
  return (
    <>
      <p class="note">
        <strong>{states[state]}</strong> {decision && reviewWords[decision.verdict]}{' '}
        {decision && <a href={decisionAddress({ decision: decision.id, game: one.game })}>{words.otherDecision}</a>}
      </p>
      <div class="settled">
        <PairCards pair={pair} />
      </div>
      <GoOn />
      <PairEvidence pair={pair} isBlind={false} />
    </>
  )
}
