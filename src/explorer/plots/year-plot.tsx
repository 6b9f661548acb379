import { figure, shortFigure } from '../state/language'
import { labelEvery, type Scale, scaleTo } from './axis'
import { type PlotPlace, useCursor } from './cursor'
import { Drawing, PlotRange } from './drawing'
import type { LegendEntry } from './legend'
import { useWidth } from './width'
import { plotWords } from './words'

/** A series with its figure of each year that has one. */
export type YearSeries = LegendEntry & {
  values: ReadonlyMap<number, number>
  /** Numbers of its games that have a score by critics. */
  scored: ReadonlyMap<number, number>
}

type YearPlotProps = {
  title: string
  years: readonly number[]
  series: readonly YearSeries[]
  /** `stack` adds the series up; `lines` compares them. */
  shape: 'stack' | 'lines'
  placeOf: (year: number) => PlotPlace
  /** Called with the range of years that somebody has chosen. */
  onBrush: (from: number, to: number) => void
}

const HEIGHT = 300
const LEFT = 46
const BOTTOM = 24
const HALF_LABEL = 16
const TOP = 10
const DEEP = HEIGHT - BOTTOM - TOP

/** Returns the figures of a year, those of each series. */
const valuesOf = (series: readonly YearSeries[], year: number) => series.map(({ values }) => values.get(year) ?? 0)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Figures by year, drawn as stacked bars or as lines, with what the chosen year says below. */
export function YearPlot({ title, years, series, shape, placeOf, onBrush }: YearPlotProps) {
  const [svg, width] = useWidth<SVGSVGElement>()
  const places = years.map(placeOf)
  const cursor = useCursor({
    label: title,
    places,
    steps: { side: 1, up: 1, page: 10 },
    start: years.length - 1,
    onBrush: (first, last) => onBrush(years[first] ?? 0, years[last] ?? 0),
  })
  const most = shape === 'stack' ? sum : (values: readonly number[]) => Math.max(0, ...values)
  const scale = scaleTo(Math.max(...years.map((year) => most(valuesOf(series, year)))))
  const wide = (width - LEFT) / Math.max(1, years.length)
  const placeAt = (x: number) => {
    const at = Math.floor((x - LEFT) / wide)
    return years[at] === undefined ? undefined : at
  }
  const { at } = cursor
  return (
    <>
      <Drawing svg={svg} title={title} width={width} height={HEIGHT} cursor={cursor} placeAt={placeAt}>
        <YearAxis years={years} width={width} wide={wide} scale={scale} />
        {at !== undefined && <PlotRange range={cursor.range} left={LEFT} wide={wide} top={TOP} deep={DEEP} />}
        {shape === 'stack' ? (
          <Stack years={years} series={series} wide={wide} top={scale.top} />
        ) : (
          <Lines years={years} series={series} wide={wide} top={scale.top} at={at} />
        )}
      </Drawing>
      <YearReading place={at === undefined ? undefined : places[at]} year={years[at ?? -1]} series={series} />
    </>
  )
}

type DrawnProps = { years: readonly number[]; series: readonly YearSeries[]; wide: number; top: number }

const heightOf = (value: number, top: number) => (DEEP * value) / top

const YearAxis = ({
  years,
  width,
  wide,
  scale,
}: {
  years: readonly number[]
  width: number
  wide: number
  scale: Scale
}) => {
  const every = labelEvery(wide, 44)
  return (
    <g class="axis">
      {scale.ticks.map((tick) => {
        const y = TOP + DEEP - heightOf(tick, scale.top)
        return (
          <g key={tick}>
            <line x1={LEFT} x2={width} y1={y} y2={y} />
            <text x={LEFT - 8} y={y + 4} class="end">
              {shortFigure(tick)}
            </text>
          </g>
        )
      })}
      {years.map(
        (year, at) =>
          year % every === 0 &&
          LEFT + (at + 0.5) * wide + HALF_LABEL < width && (
            <text key={year} x={LEFT + (at + 0.5) * wide} y={HEIGHT - 6} class="middle">
              {year}
            </text>
          ),
      )}
    </g>
  )
}

const Stack = ({ years, series, wide, top }: DrawnProps) => (
  <>
    {years.map((year, at) => {
      let below = 0
      return series.map(({ key, tone, values }) => {
        const value = values.get(year) ?? 0
        if (value === 0) return null
        below += value
        const y = TOP + DEEP - heightOf(below, top)
        const gap = wide > 5 ? 1 : 0.25
        return (
          <rect
            key={`${year}${key}`}
            class={`tone-${tone}`}
            x={LEFT + at * wide + gap}
            width={wide - 2 * gap}
            y={y}
            height={heightOf(value, top)}
          />
        )
      })
    })}
  </>
)

const Lines = ({ years, series, wide, top, at }: DrawnProps & { at: number | undefined }) => (
  <>
    {series.map(({ key, tone, values }) => {
      const place = (column: number) => {
        const y = TOP + DEEP - heightOf(values.get(years[column] ?? 0) ?? 0, top)
        return { x: LEFT + (column + 0.5) * wide, y }
      }
      const points = years.map((_, column) => place(column))
      return (
        <g key={key} class={`line tone-${tone}`}>
          <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
          {at !== undefined && <circle cx={place(at).x} cy={place(at).y} r="4" />}
        </g>
      )
    })}
  </>
)

type YearReadingProps = { place: PlotPlace | undefined; year: number | undefined; series: readonly YearSeries[] }

/** Figures of the chosen year, with a link to its games. */
function YearReading({ place, year, series }: YearReadingProps) {
  if (!place || year === undefined) return <figcaption class="reading dim">{plotWords.walkYears}</figcaption>
  const said = series.filter(({ values }) => values.has(year))
  return (
    <figcaption class="reading" aria-live="polite">
      <b>{year}</b>
      {said.map(({ key, label, tone, values, scored }) => (
        <span key={key} class={`swatch tone-${tone}`}>
          {label} {figure(values.get(year) ?? 0)} <small>{plotWords.scored(figure(scored.get(year) ?? 0))}</small>
        </span>
      ))}
      {place.href && <a href={place.href}>{plotWords.open}</a>}
    </figcaption>
  )
}
