import { useSignal } from '@preact/signals'
import { api } from '../../state/api'
import { figure, timeInWords } from '../../state/language'
import { tell } from '../../state/notices'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { troubleInWords } from '../../words/troubles'
import { forgetFound } from '../search/found'
import { decisionAddress, decisionNamed, decisionValues } from './filters'
import { decisionWords } from './words'

/** A decision of a person. */
export type DecisionData = NonNullable<Awaited<ReturnType<typeof api.decisions.get>>['data']>['items'][number]

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
        <span class="badge">{kinds[kind]}</span> {said}
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
        <UndoDecision decision={decision} said={said} onChange={onChange} />
      )}
    </article>
  )
}

type Ref = DecisionData['rules'][number]['one']
const refInWords = ({ source, key }: Ref) => `${sourceName.value(source)} ${key}`

/** Returns what a decision says, in words. */
export function decisionInWords({ rules, lock, word }: DecisionData): string {
  const { sameAs, notSameAs, more, fixes, means } = decisionWords
  if (word) return `${word.source ? `${sourceName.value(word.source)}, ` : ''}${means(word.word, word.slug)}`
  if (lock) return `${refInWords(lock.record)}, ${fixes(lock.field)} ${JSON.stringify(lock.value)}`
  const [first] = rules
  if (!first) return ''
  const said = `${refInWords(first.one)} ${first.kind === 'must_link' ? sameAs : notSameAs} ${refInWords(first.other)}`
  return rules.length > 1 ? `${said} ${more(figure(rules.length - 1))}` : said
}

type UndoDecisionProps = DecisionRowProps & { said: string }

function UndoDecision({ decision: { id }, said, onChange }: UndoDecisionProps) {
  const trouble = useSignal<Trouble | undefined>(undefined)
  const isBusy = useSignal(false)
  const { undo, undoOf, later, done } = decisionWords
  const takeBack = async () => {
    isBusy.value = true
    const outcome = await outcomeOf(api.decisions({ id }).undo.post())
    isBusy.value = false
    trouble.value = outcome.trouble
    if (!outcome.data) return
    forgetFound()
    tell({ text: done })
    onChange(outcome.data)
  }
  const other = decisionNamed(trouble.value?.detail)
  return (
    <p class="decision-undo">
      <button type="button" aria-label={undoOf(said)} disabled={isBusy.value} onClick={() => void takeBack()}>
        {undo}
      </button>
      <span role="alert">
        {trouble.value && (troubleInWords(trouble.value.code) ?? trouble.value.detail)}{' '}
        {other && <a href={decisionAddress({ decision: other })}>{later}</a>}
      </span>
    </p>
  )
}
