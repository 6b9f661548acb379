import { useSignal } from '@preact/signals'
import { facetWords } from '../words/facets'
import { type NumberRange, RangeBoxes } from './range-boxes'

const FIRST = 1975
const LAST = new Date().getFullYear() + 1
/** The first and the last year that are offered. */
export const YEAR_ENDS = [FIRST, LAST] as const
const WIDTH = 4
const HEIGHT = 48

export type YearsProps = {
  counts: ReadonlyMap<number, number>
  range: NumberRange
  onChange: (range: NumberRange) => void
}

const ALL_YEARS = Array.from({ length: LAST - FIRST + 1 }, (_, at) => FIRST + at)

/** Returns the range between two years, open at the ends of the plot. */
const rangeBetween = (one: number, other: number): NumberRange => {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  return { from: from > FIRST ? from : undefined, to: to < LAST ? to : undefined }
}

/** Games per year as bars. Dragging over them narrows the years, and so do the two boxes below. */
export function Years({ counts, range, onChange }: YearsProps) {
  const drag = useSignal<readonly [number, number] | undefined>(undefined)
  const [low, high] = drag.value
    ? [Math.min(...drag.value), Math.max(...drag.value)]
    : [range.from ?? FIRST, range.to ?? LAST]
  const most = Math.sqrt(Math.max(1, ...counts.values()))
  const end = () => {
    if (drag.value) onChange(rangeBetween(...drag.value))
    drag.value = undefined
  }
  return (
    <fieldset class="years">
      <legend>{facetWords.year}</legend>
      <svg
        viewBox={`0 0 ${ALL_YEARS.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          drag.value = [yearAt(event), yearAt(event)]
        }}
        onPointerMove={(event) => {
          if (drag.value) drag.value = [drag.value[0], yearAt(event)]
        }}
        onPointerUp={end}
        onPointerCancel={() => {
          drag.value = undefined
        }}
      >
        <title>{facetWords.drag}</title>
        {ALL_YEARS.map((year) => {
          const tall = (HEIGHT - 2) * (Math.sqrt(counts.get(year) ?? 0) / most)
          const isIn = year >= low && year <= high
          return (
            <g key={year} class={isIn ? 'in' : 'out'}>
              <rect x={(year - FIRST) * WIDTH + 0.4} width={WIDTH - 0.8} y={HEIGHT - tall} height={tall} rx="0.6" />
            </g>
          )
        })}
      </svg>
      <RangeBoxes ends={YEAR_ENDS} range={range} onChange={onChange} />
    </fieldset>
  )
}

function yearAt(event: PointerEvent & { currentTarget: Element }): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  const at = Math.floor(((event.clientX - left) / width) * ALL_YEARS.length)
  return Math.max(FIRST, Math.min(LAST, FIRST + at))
}
