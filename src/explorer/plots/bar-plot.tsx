import { type PlotPlace, useCursor } from './cursor'
import { Drawing } from './drawing'
import { useWidth } from './width'
import { plotWords } from './words'

/** A bar: its name, its length from 0 to 1, the figure written at its end, and its colour by number. */
export type Bar = PlotPlace & { key: string; label: string; share: number; figure: string; tone: number }

const ROW = 38
const FIGURE = 64

/** Shares as bars below each other, each under its name. */
export function BarPlot({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const [svg, width] = useWidth<SVGSVGElement>()
  const cursor = useCursor({ label: title, places: bars, steps: { side: 1, up: -1, page: -10 }, start: 0 })
  const height = Math.max(1, bars.length) * ROW
  const placeAt = (_: number, y: number) => {
    const at = Math.floor(y / ROW)
    return bars[at] ? at : undefined
  }
  const place = cursor.at === undefined ? undefined : bars[cursor.at]
  const most = Math.max(0.01, ...bars.map(({ share }) => share))
  return (
    <>
      <Drawing svg={svg} title={title} width={width} height={height} cursor={cursor} placeAt={placeAt}>
        {cursor.at !== undefined && <rect class="at" x="0" y={cursor.at * ROW} width={width} height={ROW} />}
        {bars.map(({ key, label, share, figure: written, tone }, at) => (
          <g key={key}>
            <text x="4" y={at * ROW + 15} class="start">
              {label}
            </text>
            <rect
              class={`tone-${tone}`}
              x="4"
              y={at * ROW + 21}
              height="10"
              rx="3"
              width={(width - FIGURE) * (share / most)}
            />
            <text x={10 + (width - FIGURE) * (share / most)} y={at * ROW + 30} class="start">
              {written}
            </text>
          </g>
        ))}
      </Drawing>
      <figcaption class={place ? 'reading' : 'reading dim'} aria-live="polite">
        {place?.says ?? plotWords.walkBars}
        {place?.href && <a href={place.href}>{plotWords.open}</a>}
      </figcaption>
    </>
  )
}
