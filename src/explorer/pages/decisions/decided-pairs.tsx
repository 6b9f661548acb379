import { useState } from 'preact/hooks'
import { Modal } from '../../parts/modal'
import { figure } from '../../state/language'
import { words } from '../../words/every-page'
import { type DecisionData, decidedPairsOf } from './said'
import { SaidShown } from './said-shown'
import { decisionWords } from './words'

/** Pairs that are shown at once. */
const PAIRS = 100

/** Button that opens the list of the pairs of a decision. */
export function DecidedPairs({ decision }: { decision: DecisionData }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {decisionWords.showPairs}
      </button>
      {isOpen && <PairsDialog decision={decision} onClose={() => setOpen(false)} />}
    </>
  )
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
