import { BitBars } from '../../parts/bit-bars'
import { Bones } from '../../parts/bones'
import { figure } from '../../state/language'
import { loadSettled, useLoaded } from '../../state/loaded'
import { platformName } from '../../state/vocabulary'
import { type DoubtfulPair, readPair } from './queue'
import { reviewWords } from './words'

type Evidence = DoubtfulPair['evidence'][number]

/** Evidence for and against one game, and the game that "same" would make. In blind mode both stay hidden. */
export function PairEvidence({ pair, isBlind }: { pair: DoubtfulPair; isBlind: boolean }) {
  const { evidence, bits, hidden, wouldBe } = reviewWords
  return (
    <div class="halves">
      <section aria-labelledby="evidence">
        <h2 id="evidence">
          {evidence} {!isBlind && <span class="badge">{bits(signedBits(pair.score))}</span>}
        </h2>
        {isBlind ? <p class="dim">{hidden}</p> : <BitBars evidence={pair.evidence.map(withValues)} />}
      </section>
      <section aria-labelledby="would-be" class="would-be">
        <h2 id="would-be">{wouldBe}</h2>
        {isBlind ? <p class="dim">{hidden}</p> : <Preview id={pair.id} />}
      </section>
    </div>
  )
}

/** Writes a weight with its sign. */
export const signedBits = (weight: number): string => `${weight < 0 ? '−' : '+'}${figure(Math.abs(weight))}`

/** Titles are on the cards; the values of the others are said beside the evidence. */
function withValues({ values, ...evidence }: Evidence) {
  if (!values || evidence.field === 'title') return evidence
  const inWords = (value: (typeof values)['one']) =>
    [value]
      .flat()
      .map((one) => (evidence.field === 'platform' ? platformName.value(String(one)) : String(one ?? '–')))
      .join(', ')
  const [one, other] = [inWords(values.one), inWords(values.other)]
  return { ...evidence, values: one === other ? one : `${one} · ${other}` }
}

function Preview({ id }: { id: number }) {
  const { data, trouble } = useLoaded(
    String(id),
    loadSettled((signal) => readPair(id, signal)),
  )
  if (data?.id !== id) return trouble ? null : <Bones height={58} />
  if (!data.preview) return <p class="dim">{reviewWords.states[data.state]}</p>
  const { into, merges } = data.preview.same
  const { records, oneRecord, fromTwo, withinOne } = reviewWords
  const [one, other] = merges
  return (
    <>
      <p>
        <strong>{into.title}</strong>{' '}
        {[into.year, into.platforms.map(platformName.value).join(', ')].filter(Boolean).join(' · ')}
      </p>
      <p class="dim">
        {into.records === 1 ? oneRecord : records(figure(into.records))},{' '}
        {one && other ? fromTwo(one.slug, other.slug) : withinOne}
      </p>
    </>
  )
}
