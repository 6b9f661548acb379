import { type BinAxis, CellPlot } from '../../plots/cell-plot'
import { PlotFrame, type PlotTable } from '../../plots/frame'
import { go } from '../../state/address'
import { figure, shortFigure } from '../../state/language'
import type { FilterValues } from '../search/filters'
import { gamesAddress, insightAddress } from './address'
import { FigurePlot } from './figure-plot'
import { type FigureRow, useFigures } from './figures'
import { insightWords } from './words'

const HEIGHT = 470
const SCORES = Array.from({ length: 20 }, (_, at) => at * 5)
/** As the service bins them: 1, 2 and 5 of each power of ten. */
const SALES = [0, ...[3, 4, 5, 6, 7].flatMap((power) => [1, 2, 5].map((first) => first * 10 ** power)), 100_000_000]

/** Returns the bins from the lowest to the highest that any game is in. */
function usedBins(bins: readonly number[], values: readonly (number | null | undefined)[]): readonly number[] {
  const used = bins.map((bin) => values.includes(bin))
  return bins.slice(Math.max(0, used.indexOf(true)), used.lastIndexOf(true) + 1)
}

/** Returns the last score of a bin: the highest one has 100, too. */
const endOf = (from: number) => (from === 95 ? 100 : from + 4)
const scoreRange = (from: number) => `${from}–${endOf(from)}`
const salesRange = (from: number) =>
  from === 100_000_000
    ? `≥ ${shortFigure(from)}`
    : `${shortFigure(from)}–${shortFigure(SALES[SALES.indexOf(from) + 1] ?? from)}`

type Binned = 'criticsFrom' | 'usersFrom' | 'salesFrom'
type Side = {
  row: Binned
  label: string
  bins: readonly number[]
  write: (bin: number) => string
  range: (bin: number) => string
}

const criticsSide = (): Side => ({
  row: 'criticsFrom',
  label: insightWords.critics,
  bins: SCORES,
  write: String,
  range: scoreRange,
})

type ByBinsProps = { title: string; about: string; name: string; by: string; across: Side; up: Side }

/** Scores by critics against copies sold. */
export const ScoresAgainstSales = () => (
  <ByBins
    title={insightWords.sales}
    about={insightWords.salesAbout}
    name="scores-against-sales"
    by="critics,sales"
    across={criticsSide()}
    up={{ row: 'salesFrom', label: insightWords.copies, bins: SALES, write: shortFigure, range: salesRange }}
  />
)

/** Scores by critics against those by players. */
export const CriticsAgainstPlayers = () => (
  <ByBins
    title={insightWords.players}
    about={insightWords.playersAbout}
    name="critics-against-players"
    by="critics,users"
    across={criticsSide()}
    up={{ row: 'usersFrom', label: insightWords.users, bins: SCORES, write: String, range: scoreRange }}
  />
)

function ByBins({ title, about, name, by, across, up }: ByBinsProps) {
  const figures = useFigures(by)
  return (
    <FigurePlot
      title={title}
      name={name}
      figures={figures}
      height={HEIGHT}
      draw={(rows, call) => {
        const known = rows.filter((row) => binOf(row, across) !== null && binOf(row, up) !== null)
        if (known.length === 0) return undefined
        const counts = new Map(known.map((row) => [`${binOf(row, across)} ${binOf(row, up)}`, row.games]))
        const count = (low: number, high: number) => counts.get(`${low} ${high}`) ?? 0
        const says = (low: number, high: number) =>
          insightWords.cell(
            `${across.label} ${across.range(low)}`,
            `${up.label} ${up.range(high)}`,
            figure(count(low, high)),
          )
        return (
          <PlotFrame title={title} about={about} name={name} call={call} table={tableOf(known, across, up)}>
            <CellPlot
              title={title}
              across={axisOf(across, known)}
              up={axisOf(up, known)}
              count={count}
              onBrush={(first, last) => go(insightAddress(scoresOf(first, last)))}
              placeOf={(low, high) => ({
                says: says(low, high),
                ...(count(low, high) > 0 && { href: gamesAddress(scoresOf(low, low)) }),
              })}
            />
          </PlotFrame>
        )
      }}
    />
  )
}

const binOf = (row: FigureRow, side: Side) => row[side.row] ?? null

const tableOf = (rows: readonly FigureRow[], across: Side, up: Side): PlotTable => ({
  columns: [across.label, up.label, insightWords.count],
  rows: rows.map((row) => [across.range(binOf(row, across) ?? 0), up.range(binOf(row, up) ?? 0), row.games]),
})

const axisOf = (side: Side, rows: readonly FigureRow[]): BinAxis => ({
  ...side,
  bins: usedBins(
    side.bins,
    rows.map((row) => binOf(row, side)),
  ),
})

/** Returns the filters that leave the games of some bins of critics' scores. There are none of players' scores, nor of sales. */
const scoresOf = (first: number, last: number): Partial<FilterValues> => ({ scoreMin: first, scoreMax: endOf(last) })
