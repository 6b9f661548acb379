import { TroubleNote } from '../../parts/trouble-note'
import type { Trouble } from '../../state/trouble'
import { heldUp, sendNow } from './outbox'
import type { DoubtfulPair } from './queue'
import { refusals, undoTrouble } from './verdicts'
import { reviewWords } from './words'

/** Reasons why answers wait, were not stored, or could not be undone. */
export function ReviewTroubles({ pair }: { pair: DoubtfulPair | undefined }) {
  const refused = pair && refusals.value.get(pair.id)
  const { refused: notStored, notUndone } = reviewWords
  return (
    <>
      {heldUp.value && <TroubleNote trouble={heldUp.value} onRetry={sendNow} />}
      {undoTrouble.value && <Refusal said={notUndone} trouble={undoTrouble.value} />}
      {refused && <Refusal said={notStored} trouble={refused} game={pair.one.game} />}
    </>
  )
}

type RefusalProps = { said: string; trouble: Trouble; game?: string }

const Refusal = ({ said, trouble, game = '' }: RefusalProps) => (
  <div class="refusal">
    <p>
      <strong>{said}</strong>
    </p>
    <TroubleNote trouble={trouble} game={game} />
  </div>
)
