import { figure, labelled, percent } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { sourceName } from '../../state/vocabulary'
import { fieldInWords } from '../game/matrix-rows'
import { type IndexCounts, loadIndexCounts, type QualityData } from './quality-data'
import { WhenLoaded } from './section'
import { qualityWords } from './words'

/** Whole catalogue at a glance: index, doubts, disagreements, and the age of each source. */
export function QualityGlance({ quality }: { quality: QualityData }) {
  const counts = useLoaded('index', loadIndexCounts)
  const { index, doubts, doubtsCount, noDoubts, fresh } = qualityWords
  const pairs = quality.doubts.reduce((sum, band) => sum + band.pairs, 0)
  return (
    <dl class="checks">
      <div>
        <dt>{index}</dt>
        <dd>
          <WhenLoaded loaded={counts} height={24}>
            {(data) => <span>{indexInWords(data)}</span>}
          </WhenLoaded>
        </dd>
      </div>
      <div>
        <dt>{doubts}</dt>
        <dd>{pairs === 0 ? noDoubts : doubtsCount(figure(pairs))}</dd>
      </div>
      <Disagreement quality={quality} />
      <div>
        <dt>{fresh}</dt>
        <dd>
          {quality.freshness.map(({ source, ageDays }) => (
            <span key={source}>{labelled(sourceName.value(source), ageInWords(ageDays))}</span>
          ))}
        </dd>
      </div>
    </dl>
  )
}

function indexInWords({ index, games }: IndexCounts): string {
  const { indexEqual, indexDiffers } = qualityWords
  return index === games ? indexEqual(figure(games)) : indexDiffers(figure(index), figure(games))
}

function ageInWords(days: number | null): string {
  const { never, days: ago, today } = qualityWords
  return days === null ? never : days === 0 ? today : ago(figure(days))
}

function Disagreement({ quality: { disagreements } }: { quality: QualityData }) {
  const { disagree, disagreeMost, noDisagree, disagreePlot } = qualityWords
  const [most] = disagreements.toSorted((one, other) => other.share - one.share)
  return (
    <div>
      <dt>{disagree}</dt>
      <dd>
        <span>
          {most
            ? disagreeMost(
                fieldInWords(most.field),
                sourceName.value(most.one),
                sourceName.value(most.other),
                percent(most.share),
              )
            : noDisagree}
        </span>
        {most && <a href="/explorer/insights">{disagreePlot}</a>}
      </dd>
    </div>
  )
}
