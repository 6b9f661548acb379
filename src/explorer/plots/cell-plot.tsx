import { labelEvery } from './axis'
import { type PlotPlace, useCursor } from './cursor'
import { Drawing, PlotRange } from './drawing'
import { useWidth } from './width'
import { plotWords } from './words'

/** An axis of bins: its name, the lowest figure of each bin, and how one is written. */
export type BinAxis = { label: string; bins: readonly number[]; write: (bin: number) => string }

type CellPlotProps = {
  title: string
  across: BinAxis
  up: BinAxis
  /** Returns the number of games of a cell. */
  count: (across: number, up: number) => number
  placeOf: (across: number, up: number) => PlotPlace
  /** Called with the first and the last bin across that somebody has chosen. */
  onBrush: (first: number, last: number) => void
}

const HEIGHT = 340
const LEFT = 52
const BOTTOM = 44
const TOP = 22
const DEEP = HEIGHT - BOTTOM - TOP
const FAINTEST = 0.14

/** Numbers of games by two binned figures, as cells that are the darker the more games they have. */
export function CellPlot({ title, across, up, count, placeOf, onBrush }: CellPlotProps) {
  const [svg, width] = useWidth<SVGSVGElement>()
  const columns = across.bins.length
  const cells = up.bins.flatMap((high) => across.bins.map((low) => ({ low, high, games: count(low, high) })))
  const places = cells.map(({ low, high }) => placeOf(low, high))
  const most = Math.max(1, ...cells.map(({ games }) => games))
  const fullest = cells.findIndex(({ games }) => games === most)
  const steps = { side: 1, up: columns, page: 5 * columns }
  const brush = (first: number, last: number) => onBrush(across.bins[first] ?? 0, across.bins[last] ?? 0)
  const cursor = useCursor({ label: title, places, steps, start: fullest, columns, onBrush: brush })
  const wide = (width - LEFT) / Math.max(1, columns)
  const tall = DEEP / Math.max(1, up.bins.length)
  const boxOf = (at: number) => ({
    width: wide,
    height: tall,
    x: LEFT + (at % columns) * wide,
    y: TOP + DEEP - (Math.floor(at / columns) + 1) * tall,
  })
  const placeAt = (x: number, y: number) => {
    const at = Math.floor((x - LEFT) / wide)
    const row = Math.floor((TOP + DEEP - y) / tall)
    return across.bins[at] === undefined || up.bins[row] === undefined ? undefined : row * columns + at
  }
  const { at, range } = cursor
  const place = at === undefined ? undefined : places[at]
  return (
    <>
      <Drawing svg={svg} title={title} width={width} height={HEIGHT} cursor={cursor} placeAt={placeAt}>
        {at !== undefined && range[0] < range[1] && (
          <PlotRange range={range} left={LEFT} wide={wide} top={TOP} deep={DEEP} />
        )}
        <CellAxes width={width} wide={wide} tall={tall} across={across} up={up} />
        {cells.map(
          ({ low, high, games }, cell) =>
            games > 0 && <Cell key={`${low} ${high}`} class="cell" {...boxOf(cell)} strength={games / most} />,
        )}
        {at !== undefined && <Cell class="chosen" {...boxOf(at)} strength={1} />}
      </Drawing>
      <figcaption class={place ? 'reading' : 'reading dim'} aria-live="polite">
        {place?.says ?? plotWords.walkCells}
        {place?.href && <a href={place.href}>{plotWords.open}</a>}
      </figcaption>
    </>
  )
}

type CellProps = { class: string; x: number; y: number; width: number; height: number; strength: number }

const Cell = ({ width, height, strength, ...placed }: CellProps) => (
  <rect
    {...placed}
    width={Math.max(1, width - 1)}
    height={Math.max(1, height - 1)}
    rx="2"
    fill-opacity={FAINTEST + (1 - FAINTEST) * Math.sqrt(strength)}
  />
)

type CellAxesProps = { width: number; wide: number; tall: number } & Pick<CellPlotProps, 'across' | 'up'>

function CellAxes({ width, wide, tall, across, up }: CellAxesProps) {
  const [everyX, everyY] = [labelEvery(wide, 42), labelEvery(tall, 20)]
  return (
    <g class="axis">
      <line x1={LEFT} x2={width} y1={TOP + DEEP} y2={TOP + DEEP} />
      {across.bins.map(
        (bin, at) =>
          at % everyX === 0 && (
            <text key={bin} x={LEFT + at * wide} y={TOP + DEEP + 17} class="start">
              {across.write(bin)}
            </text>
          ),
      )}
      {up.bins.map(
        (bin, at) =>
          at % everyY === 0 && (
            <text key={bin} x={LEFT - 8} y={TOP + DEEP - at * tall} class="end">
              {up.write(bin)}
            </text>
          ),
      )}
      <text x={width} y={HEIGHT - 6} class="end name">
        {across.label} →
      </text>
      <text x={0} y={12} class="start name">
        ↑ {up.label}
      </text>
    </g>
  )
}
