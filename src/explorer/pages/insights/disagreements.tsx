import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { type Bar, BarPlot } from '../../plots/bar-plot'
import { PlotFrame } from '../../plots/frame'
import { Legend } from '../../plots/legend'
import { api } from '../../state/api'
import { figure, labelled, percent } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { outcomeOf } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { fieldInWords } from '../game/matrix-rows'
import { gamesAddress, hideSeries, insightValues } from './address'
import { insightWords } from './words'

type Quality = NonNullable<Awaited<ReturnType<typeof api.quality.get>>['data']>
type Pair = Quality['disagreements'][number]

const NAME = 'disagreements'
const MOST_BARS = 14

/** Shares of the games for which two sources state different values. */
export function Disagreements() {
  const { data, trouble, again } = useLoaded('quality', (signal) =>
    outcomeOf(api.quality.get({ query: {}, fetch: { signal } })),
  )
  const title = insightWords.quarrels
  if (data && !trouble) return <DisagreementPlot title={title} quality={data} />
  return (
    <section class={`plot ${NAME}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      {trouble ? <TroubleNote trouble={trouble} onRetry={again} /> : <Bones height={420} />}
    </section>
  )
}

function DisagreementPlot({ title, quality: { disagreements, sample } }: { title: string; quality: Quality }) {
  const hidden = new Set(insightValues().hide)
  const { quarrelsAbout, agreed, fact, source, otherSource, both, differing } = insightWords
  const fields = [...new Set(disagreements.map(({ field }) => field))]
  const entries = fields.map((key, tone) => ({ key, label: fieldInWords(key), tone }))
  const shown = disagreements
    .filter(({ field }) => !hidden.has(field))
    .toSorted((one, other) => other.share - one.share || other.games - one.games)
    .slice(0, MOST_BARS)
  if (fields.length === 0)
    return (
      <section class={`plot ${NAME}`} aria-label={title}>
        <header>
          <h2>{title}</h2>
        </header>
        <p class="note">{agreed}</p>
      </section>
    )
  return (
    <PlotFrame
      title={title}
      about={quarrelsAbout(figure(sample.games))}
      name={NAME}
      call={{ route: 'quality', query: {} }}
      table={{
        columns: [fact, source, otherSource, both, differing],
        rows: shown.map(({ field, one, other, games, differ }) => [fieldInWords(field), one, other, games, differ]),
      }}
      legend={<Legend entries={entries} hidden={hidden} onHide={(keys) => hideSeries(entries, keys)} />}
    >
      <BarPlot title={title} bars={shown.map((pair) => barOf(pair, fields.indexOf(pair.field)))} />
    </PlotFrame>
  )
}

function barOf({ field, one, other, games, differ, share }: Pair, tone: number): Bar {
  const { and, differ: says } = insightWords
  const label = labelled(fieldInWords(field), and(sourceName.value(one), sourceName.value(other)))
  return {
    key: `${field} ${one} ${other}`,
    label,
    share,
    figure: percent(share),
    tone,
    says: labelled(label, says(figure(differ), figure(games))),
    href: gamesAddress({ source: [one, other], disputed: 'true' }),
  }
}
