import { FileLinks } from '../../parts/file-links'
import { figure, percent } from '../../state/language'
import { sourceName } from '../../state/vocabulary'
import { fieldInWords } from '../game/matrix-rows'
import type { QualityData } from './quality-data'
import { Heads, Section, WideTable } from './section'
import { qualityWords } from './words'

type Field = QualityData['completeness'][number]

/** A source states a field of nearly all its games from this share on. */
const NEARLY_ALL = 0.95

const rounded = (share: number) => percent(Math.round(100 * share) / 100)

/** Table of how often each field is stated, by any source and by each, and the reason. */
export function Completeness({ quality }: { quality: QualityData }) {
  const { completeness, sample } = quality
  const { complete, completeAbout, field, any, why } = qualityWords
  const sources = completeness[0]?.sources.map(({ source }) => source) ?? []
  return (
    <Section title={complete} about={completeAbout(figure(sample.games), figure(sample.of))}>
      <WideTable label={complete}>
        <Heads names={[field, any, ...sources.map(sourceName.value), why]} />
        <tbody>
          {completeness.map((one) => (
            <tr key={one.field}>
              <th scope="row">{fieldInWords(one.field)}</th>
              <td>
                <Share share={one.share} />
              </td>
              {one.sources.map(({ source, share }) => (
                <td key={source} class={share === 0 ? 'silent' : ''}>
                  {rounded(share)}
                </td>
              ))}
              <td class="why">{reasonInWords(one)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <FileLinks
        name="quality"
        data={() => quality}
        columns={['field', 'any', ...sources]}
        rows={() => completeness.map((one) => [one.field, one.share, ...one.sources.map(({ share }) => share)])}
      />
    </Section>
  )
}

const Share = ({ share }: { share: number }) => (
  <span class="share">
    {share > 0 && <i aria-hidden="true" style={{ width: `${100 * share}%` }} />}
    <b>{rounded(share)}</b>
  </span>
)

/** Returns why a field is as complete as it is: which sources state it. */
function reasonInWords({ sources }: Field): string {
  const { noSource, onlySource, bestSource, everySource } = qualityWords
  const stating = sources.filter(({ share }) => share > 0).toSorted((one, other) => other.share - one.share)
  const [best] = stating
  if (!best) return noSource
  if (sources.every(({ share }) => share >= NEARLY_ALL)) return everySource
  const name = sourceName.value(best.source)
  return stating.length === 1 ? onlySource(name) : bestSource(name, rounded(best.share))
}
