import { useSignal } from '@preact/signals'
import { namedDecision } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { words } from '../../words/every-page'
import { troubleInWords } from '../../words/troubles'
import { forgetFound } from '../search/found'
import { decisionWords } from './words'

type Undone = NonNullable<Awaited<ReturnType<ReturnType<typeof api.decisions>['undo']['post']>>['data']>
type UndoDecisionProps = { id: string; said: string; onUndone: (undone: Undone) => void }

/** Button that takes a decision back, and the reason if that is refused. `said` is the decision in words. */
export function UndoDecision({ id, said, onUndone }: UndoDecisionProps) {
  const trouble = useSignal<Trouble | undefined>(undefined)
  const isBusy = useSignal(false)
  const takeBack = async () => {
    isBusy.value = true
    const outcome = await outcomeOf(api.decisions({ id }).undo.post())
    isBusy.value = false
    trouble.value = outcome.trouble
    if (!outcome.data) return
    forgetFound()
    tell({ text: decisionWords.done })
    onUndone(outcome.data)
  }
  const later = trouble.value && namedDecision(trouble.value)
  return (
    <p class="decision-undo">
      <button
        type="button"
        aria-label={decisionWords.undoOf(said)}
        disabled={isBusy.value}
        onClick={() => void takeBack()}
      >
        {words.undo}
      </button>
      <span role="alert">
        {trouble.value && (troubleInWords(trouble.value.code) ?? trouble.value.detail)}{' '}
        {later && <a href={later}>{decisionWords.later}</a>}
      </span>
    </p>
  )
}
