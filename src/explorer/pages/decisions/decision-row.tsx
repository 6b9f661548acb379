import { timeInWords } from '../../state/language'
import { PairsButton } from './decided-pairs'
import { decisionAddress, decisionValues } from './filters'
import { type DecisionData, decisionInWords, saidParts } from './said'
import { SaidShown } from './said-shown'
import { UndoDecision } from './undo-decision'
import { decisionWords } from './words'

type DecisionRowProps = { decision: DecisionData; onChange: (changed: DecisionData) => void }

/** A decision: what it says of which records, who made it when and why, and the way to take it back. */
export function DecisionRow({ decision, onChange }: DecisionRowProps) {
  const { kinds, by, undoneBy } = decisionWords
  const { id, kind, author, reason, decidedAt, undoneAt } = decision
  const said = decisionInWords(decision)
  const isNamed = decisionValues().decision === id
  return (
    <article class={`decision ${undoneAt ? 'undone' : ''} ${isNamed ? 'named' : ''}`}>
      <p class="decision-said" title={said}>
        <span class="badge">{kinds[kind]}</span> <SaidShown parts={saidParts(decision)} />{' '}
        {decision.rules.length > 1 && <PairsButton decision={decision} />}
      </p>
      <p class="dim">
        <a href={decisionAddress({ ...decisionValues(), decision: id })} aria-current={isNamed || undefined}>
          <time dateTime={decidedAt}>{timeInWords(decidedAt)}</time>
        </a>{' '}
        {by(author)}
        {reason && <q>{reason}</q>}
      </p>
      {undoneAt ? (
        <p class="dim">{undoneBy(decision.undoneBy ?? '–', timeInWords(undoneAt))}</p>
      ) : (
        <UndoDecision id={id} said={said} onUndone={(undone) => onChange({ ...decision, ...undone })} />
      )}
    </article>
  )
}
