import { figure } from '../state/language'
import { evidenceInWords } from '../words/evidence'

/** Result of a comparison, with its weight in bits. `says` is the English text, `code` its stable word; `values` are what was compared. */
export type WeighedEvidence = {
  code?: string
  field: string
  says: string
  weight: number
  values?: string | undefined
}

const MOST_BITS = 24

/** Evidence for and against one game, as bars in bits. */
export const BitBars = ({ evidence }: { evidence: readonly WeighedEvidence[] }) => (
  <ul class="bits">
    {evidence.map((one) => (
      <EvidenceLine key={one.field + one.says} evidence={one} />
    ))}
  </ul>
)

function EvidenceLine({ evidence: { code, says, weight, values } }: { evidence: WeighedEvidence }) {
  const said = evidenceInWords(code)
  return (
    <li {...(!said && { lang: 'en' })}>
      <span>
        {said ?? says}
        {values && <small> {values}</small>}
      </span>
      {weight !== 0 && (
        <>
          <meter
            class={weight < 0 ? 'against' : 'for'}
            min={0}
            max={MOST_BITS}
            value={Math.abs(weight)}
            aria-label={said ?? says}
          />
          <output>{`${weight > 0 ? '+' : '−'}${figure(Math.abs(weight))}`}</output>
        </>
      )}
    </li>
  )
}
