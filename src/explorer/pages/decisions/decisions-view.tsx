import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { FileLinks } from '../../parts/file-links'
import { ScopeNote } from '../../parts/scope-note'
import { TroubleNote } from '../../parts/trouble-note'
import { WindowList } from '../../parts/window-list'
import { api } from '../../state/api'
import { figure } from '../../state/language'
import { type Paged, usePaged } from '../../state/paged'
import { scopes } from '../../state/session'
import { outcomeOf } from '../../state/trouble'
import { DecidedPairs } from './decided-pairs'
import { DecisionChoices } from './decision-choices'
import { DecisionRow } from './decision-row'
import { type DecisionValues, decisionAddress, decisionValues } from './filters'
import { type DecisionData, decisionInWords } from './said'
import { decisionWords } from './words'

const ROW_HEIGHT = 112

/** Decisions of people, newest first. */
export function DecisionsView() {
  const { title } = decisionWords
  useEffect(() => {
    document.title = `${title} – VestimLib`
  }, [title])
  return (
    <main id="main" class="page decisions" tabIndex={-1}>
      <h1>{title}</h1>
      {scopes.value.has('curate') ? <DecisionList /> : <ScopeNote scope="curate" />}
    </main>
  )
}

/** Returns the filters as the query of the service has them. */
function queryOf({ decision: _, ...values }: DecisionValues): Partial<DecisionValues> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

function DecisionList() {
  const query = queryOf(decisionValues())
  const list = usePaged<DecisionData>(JSON.stringify(query), (cursor, signal) =>
    outcomeOf(
      // safe: empty values, which are no kinds and states, were left out
      api.decisions.get({ query: { limit: 50, ...(query as object), ...(cursor && { cursor }) }, fetch: { signal } }),
    ),
  )
  // A game that does not exist has no decisions.
  if (list.trouble?.code === 'invalid_request')
    return (
      <>
        <DecisionChoices />
        <NoDecision isFiltered />
      </>
    )
  return (
    <>
      <DecisionChoices />
      {list.trouble && <TroubleNote trouble={list.trouble} onRetry={list.again} />}
      {list.items ? (
        <Listed list={list} items={list.items} isFiltered={Object.keys(query).length > 0} />
      ) : (
        !list.trouble && <Bones count={7} height={ROW_HEIGHT} />
      )}
    </>
  )
}

type ListedProps = { list: Paged<DecisionData>; items: readonly DecisionData[]; isFiltered: boolean }

function Listed({ list, items, isFiltered }: ListedProps) {
  if (items.length === 0) return <NoDecision isFiltered={isFiltered} />
  const { list: label, save } = decisionWords
  const replace = (changed: DecisionData) => list.put(items.map((one) => (one.id === changed.id ? changed : one)))
  return (
    <section class="decided" aria-label={label} aria-busy={list.isBusy}>
      <WindowList
        items={items}
        rowHeight={ROW_HEIGHT}
        keyOf={({ id }) => id}
        row={(decision) => <DecisionRow decision={decision} onChange={replace} />}
        label={label}
        hasMore={list.hasMore}
        onEnd={list.more}
      />
      <DecidedPairs />
      <p>
        <a class="dim" download="decisions.ndjson" href={ndjsonOf(items)}>
          {save(figure(items.length))}
        </a>
      </p>
      <FileLinks
        name="decisions"
        data={() => items}
        columns={['id', 'kind', 'says', 'author', 'reason', 'decidedAt', 'undoneAt', 'undoneBy']}
        rows={() =>
          items.map((one) => [
            ...[one.id, one.kind, decisionInWords(one), one.author, one.reason],
            ...[one.decidedAt, one.undoneAt, one.undoneBy],
          ])
        }
      />
    </section>
  )
}

const ndjsonOf = (items: readonly DecisionData[]) =>
  `data:application/x-ndjson;charset=utf-8,${encodeURIComponent(items.map((one) => `${JSON.stringify(one)}\n`).join(''))}`

function NoDecision({ isFiltered }: { isFiltered: boolean }) {
  const { none, noneYet, noneHere, clear, review } = decisionWords
  return (
    <section class="nothing">
      <h2>{isFiltered ? noneHere : none}</h2>
      {!isFiltered && <p>{noneYet}</p>}
      <p>
        <a class="primary" href={isFiltered ? decisionAddress({}) : '/explorer/review'}>
          {isFiltered ? clear : review}
        </a>
      </p>
    </section>
  )
}
