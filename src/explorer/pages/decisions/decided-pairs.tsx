import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { Modal } from '../../parts/modal'
import { figure } from '../../state/language'
import { words } from '../../words/every-page'
import { type DecisionData, decidedPairsOf } from './said'
import { SaidShown } from './said-shown'
import { decisionWords } from './words'

/** Pairs that are shown at once. */
const PAIRS = 100

/** Decision whose pairs are shown. */
const listed = signal<DecisionData | undefined>(undefined)

/** Button that opens the list of the pairs of a decision. */
export const PairsButton = ({ decision }: { decision: DecisionData }) => (
  <button
    type="button"
    class="quiet"
    onClick={() => {
      listed.value = decision
    }}
  >
    {decisionWords.showPairs}
  </button>
)

/** List of the pairs of the decision whose button was pressed, beside the rows: their keys and styles are not for it. */
export function DecidedPairs() {
  useEffect(() => hidePairs, [])
  return listed.value ? <PairsDialog decision={listed.value} onClose={hidePairs} /> : null
}

const hidePairs = () => {
  listed.value = undefined
}

function PairsDialog({ decision, onClose }: { decision: DecisionData; onClose: () => void }) {
  const [shown, setShown] = useState(PAIRS)
  const { pairs, morePairs } = decisionWords
  const all = decidedPairsOf(decision)
  return (
    <Modal title={pairs(figure(all.length))} onClose={onClose}>
      <ol class="decided-pairs">
        {all.slice(0, shown).map((parts, at) => (
          <li key={at}>
            <SaidShown parts={parts} />
          </li>
        ))}
      </ol>
      <div class="actions">
        {all.length > shown && (
          <button type="button" onClick={() => setShown(shown + PAIRS)}>
            {morePairs(figure(all.length - shown))}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Modal>
  )
}
