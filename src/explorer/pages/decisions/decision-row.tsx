import type { api } from '../../state/api'
import { figure, timeInWords } from '../../state/language'
import { sourceName } from '../../state/vocabulary'
import { fieldInWords } from '../game/matrix-rows'
import { valueInWords } from '../game/value-in-words'
import { decisionAddress, decisionValues } from './filters'
import { UndoDecision } from './undo-decision'
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
        <UndoDecision id={id} said={said} onUndone={onChange} />
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
  if (lock)
    return `${refInWords(lock.record)}, ${fixes(fieldInWords(lock.field))} ${valueInWords(lock.field, lock.value)}`
  const [first] = rules
  if (!first) return ''
  const said = `${refInWords(first.one)} ${first.kind === 'must_link' ? sameAs : notSameAs} ${refInWords(first.other)}`
  return rules.length > 1 ? `${said} ${more(figure(rules.length - 1))}` : said
}
