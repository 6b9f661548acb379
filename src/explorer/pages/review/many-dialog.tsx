import { useState } from 'preact/hooks'
import { Modal } from '../../parts/modal'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { words } from '../../words/every-page'
import { evidenceInWords } from '../../words/evidence'
import { REVIEW_EVIDENCE, type ReviewFilters, reviewFilters, reviewValues } from './filters'
import type { ReviewVerdict } from './kept-verdicts'
import type { DoubtfulPair } from './queue'
import { decideAll } from './verdicts'
import { reviewWords } from './words'

type ManyDialogProps = { verdict: ReviewVerdict; pair: DoubtfulPair; onClose: () => void }

/**
 * Returns the conditions that are offered: the filters, and with them each piece of evidence of the pair on the screen. In blind mode
 * its evidence is hidden.
 */
function conditionsFor(pair: DoubtfulPair): ReviewFilters[] {
  const filters = reviewFilters(reviewValues())
  if (reviewValues().blind) return [filters]
  const codes = REVIEW_EVIDENCE.filter((code) => pair.evidence.some((one) => one.code === code))
  return [filters, ...(filters.evidence ? [] : codes.map((evidence) => ({ ...filters, evidence })))]
}

function conditionInWords({ source, band, evidence }: ReviewFilters): string {
  const { everyPair, bands } = reviewWords
  const said = [
    evidenceInWords(evidence),
    source && sourceName.value(source),
    band && bands[band as keyof typeof bands], // safe: a filter is one of the bands
  ]
  return said.filter(Boolean).join(' · ') || everyPair
}

/** Returns the number of open pairs under a condition. */
async function countOf(condition: ReviewFilters, signal: AbortSignal): Promise<Outcome<number>> {
  const { data, trouble } = await outcomeOf(api.review.get({ query: { ...condition, limit: 1 }, fetch: { signal } }))
  return data ? { data: data.total.value } : { trouble }
}

/** Dialog in which a person gives one verdict on every pair under a condition. Nothing is chosen at first. */
export function ManyDialog({ verdict, pair, onClose }: ManyDialogProps) {
  const conditions = conditionsFor(pair)
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const condition = chosen === undefined ? undefined : conditions[chosen]
  const count = useLoaded(JSON.stringify(condition ?? null), async (signal) =>
    condition ? countOf(condition, signal) : { data: 0 },
  )
  const { allSame, allDifferent, allHelp } = reviewWords
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!condition || !count.data) return
    const failed = await decideAll(verdict, condition, count.data)
    setTrouble(failed)
    if (failed) count.again()
    else onClose()
  }
  const failure = trouble ?? count.trouble
  return (
    <Modal title={verdict === 'same' ? allSame : allDifferent} onClose={onClose}>
      <p class="dim">{allHelp}</p>
      <form onSubmit={(event) => void save(event)}>
        <fieldset>
          <legend class="hidden">{allHelp}</legend>
          {conditions.map((one, at) => (
            <label key={JSON.stringify(one)} class="switch whole">
              <input type="radio" name="condition" checked={at === chosen} onChange={() => setChosen(at)} />
              {conditionInWords(one)}
            </label>
          ))}
        </fieldset>
        {failure && <TroubleNote trouble={failure} />}
        <ManyActions verdict={verdict} count={condition && !count.isBusy ? count.data : undefined} onClose={onClose} />
      </form>
    </Modal>
  )
}

type ManyActionsProps = { verdict: ReviewVerdict; count: number | undefined; onClose: () => void }

const ManyActions = ({ verdict, count, onClose }: ManyActionsProps) => (
  <div class="actions">
    <button type="button" onClick={onClose}>
      {words.cancel}
    </button>
    <button type="submit" class="primary" disabled={!count}>
      {reviewWords.confirm(reviewWords[verdict], count === undefined ? '…' : figure(count))}
    </button>
  </div>
)
