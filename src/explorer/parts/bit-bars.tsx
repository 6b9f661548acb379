import { figure } from '../state/language'

/** Result of a comparison, with its weight in bits. */
export type WeighedEvidence = { field: string; says: string; weight: number }

const MOST_BITS = 24

/** Evidence for and against one game, as bars in bits. */
export const BitBars = ({ evidence }: { evidence: readonly WeighedEvidence[] }) => (
  <ul class="bits">
    {evidence.map(({ field, says, weight }) => (
      <li key={field + says} lang="en">
        <span>{says}</span>
        {weight !== 0 && (
          <>
            <meter
              class={weight < 0 ? 'against' : 'for'}
              min={0}
              max={MOST_BITS}
              value={Math.abs(weight)}
              aria-label={says}
            />
            <output>{`${weight > 0 ? '+' : '−'}${figure(Math.abs(weight))}`}</output>
          </>
        )}
      </li>
    ))}
  </ul>
)
