import { PlotFrame } from '../../plots/frame'
import { Legend } from '../../plots/legend'
import { YearPlot } from '../../plots/year-plot'
import { go } from '../../state/address'
import { api } from '../../state/api'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { outcomeOf } from '../../state/trouble'
import { familyName, genreName, genreOrder, platformFamilies, platformOptions } from '../../state/vocabulary'
import { type FilterValues, MOST_VALUES } from '../search/filters'
import { gamesAddress, hideSeries, insightAddress, insightValues } from './address'
import { FigurePlot } from './figure-plot'
import { useFigures } from './figures'
import { insightWords } from './words'
import { type SeriesOfRows, yearFigures } from './year-series'

type ByYearProps = {
  title: string
  about: string
  name: string
  by: 'family' | 'genre' | 'region'
  shape: 'stack' | 'lines'
  /** Returns the name of a series. (Default: its key) */
  nameOf?: (key: string) => string
  /** Keys of all series, those with the most games of the whole catalogue first. */
  order: readonly string[]
}

const HEIGHT = 470

/** Games per year by family of platforms. */
export const GamesPerYear = () => (
  <ByYear
    title={insightWords.perYear}
    about={insightWords.perYearAbout}
    name="games-per-year"
    by="family"
    shape="stack"
    nameOf={familyName.value}
    order={[...platformFamilies.value.keys()]}
  />
)

/** Games per year by genre. */
export const GenresOverTime = () => (
  <ByYear
    title={insightWords.genres}
    about={insightWords.genresAbout}
    name="genres-over-time"
    by="genre"
    shape="lines"
    nameOf={genreName.value}
    order={genreOrder.value}
  />
)

/** Games per year by the regions that they were released in. */
export function ReleasesByRegion() {
  const { data } = useLoaded('regions', (signal) => outcomeOf(api.regions.get({ query: {}, fetch: { signal } })))
  const labels = new Map(data?.items.map(({ slug, label }) => [slug, label[PAGE_LANGUAGE]]))
  return (
    <ByYear
      title={insightWords.regions}
      about={insightWords.regionsAbout}
      name="releases-by-region"
      by="region"
      shape="lines"
      nameOf={(key) => labels.get(key) ?? key}
      order={data?.items.toSorted((one, other) => other.games - one.games).map(({ slug }) => slug) ?? []}
    />
  )
}

/** Returns the key of the series of the rest: each plot has its own. */
const othersOf = (by: ByYearProps['by']) => `${by}-others`

/** Returns the filter that leaves the games of some series, as far as there is one: none for regions, and none for other platforms. */
function filterOf(by: ByYearProps['by'], keys: readonly string[]): Partial<FilterValues> {
  const asked = insightValues()
  if (by === 'genre' && asked.genre.length === 0 && keys.length <= MOST_VALUES) return { genre: [...keys] }
  if (by !== 'family' || asked.platform.length > 0 || keys.includes(othersOf(by))) return {}
  const platform = platformOptions.value.filter(({ family }) => family !== null && keys.includes(family))
  return platform.length <= MOST_VALUES ? { platform: platform.map(({ value }) => value) } : {}
}

/** Returns the address of the games of a year, only of some series if there are any. */
const addressOfYear = (year: number, by: ByYearProps['by'], keys: readonly string[]): string =>
  gamesAddress({ ...(keys.length > 0 && filterOf(by, keys)), yearFrom: year, yearTo: year })

/** Returns what makes series of rows: their keys and names. Other platforms than those of families are of the rest. */
function seriesBy({ by, nameOf = String, order }: Pick<ByYearProps, 'by' | 'nameOf' | 'order'>): SeriesOfRows {
  const others = othersOf(by)
  return {
    of: (row) => row[by] ?? (by === 'family' ? others : undefined),
    labelOf: (key) => (key === others ? insightWords.other : nameOf(key)),
    others,
    order,
  }
}

function ByYear({ title, about, name, by, shape, ...named }: ByYearProps) {
  const figures = useFigures(`year,${by}`)
  const hidden = new Set(insightValues().hide)
  return (
    <FigurePlot
      title={title}
      name={name}
      figures={figures}
      height={HEIGHT}
      draw={(rows, call) => {
        const { years, series, undated } = yearFigures(rows, seriesBy({ by, ...named }))
        if (years.length === 0) return undefined
        const shown = series.filter(({ key }) => !hidden.has(key))
        const countsOf = (year: number) => shown.map(({ values }) => values.get(year) ?? 0)
        const sumOf = (year: number) => countsOf(year).reduce((sum, value) => sum + value, 0)
        return (
          <PlotFrame
            title={title}
            about={undated > 0 ? `${about} ${insightWords.undated(figure(undated))}` : about}
            name={name}
            call={call}
            table={{
              columns: [insightWords.year, ...shown.map(({ label }) => label), insightWords.total],
              rows: years.map((year) => [year, ...countsOf(year), sumOf(year)]),
            }}
            legend={<Legend entries={series} hidden={hidden} onHide={(keys) => hideSeries(series, keys)} />}
          >
            <YearPlot
              title={title}
              years={years}
              series={shown}
              shape={shape}
              onBrush={(from, to) => go(insightAddress({ yearFrom: from, yearTo: to }))}
              placeOf={(year) => ({
                says: [year, ...shown.map(({ label }, at) => `${label} ${figure(countsOf(year)[at] ?? 0)}`)].join(', '),
                href: addressOfYear(year, by, shown.length < series.length ? shown.map(({ key }) => key) : []),
              })}
            />
          </PlotFrame>
        )
      }}
    />
  )
}
