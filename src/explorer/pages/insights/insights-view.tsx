import { useEffect } from 'preact/hooks'
import { useLegendKey } from '../../plots/legend'
import { restoreScroll } from '../../state/address'
import { CriticsAgainstPlayers, ScoresAgainstSales } from './by-score'
import { GamesPerYear, GenresOverTime, ReleasesByRegion } from './by-year'
import { Disagreements } from './disagreements'
import { FilterLine } from './filter-line'
import { insightWords } from './words'

/** Plots of the catalogue under the filters of the search. */
export function InsightsView() {
  useLegendKey()
  useEffect(() => {
    document.title = `${insightWords.title} – VestimLib`
    restoreScroll()
  }, [])
  return (
    <main id="main" class="page" tabIndex={-1}>
      <header class="page-head">
        <h1>{insightWords.title}</h1>
        <p class="dim">{insightWords.about}</p>
      </header>
      <FilterLine />
      <div class="plots">
        <GamesPerYear />
        <ScoresAgainstSales />
        <CriticsAgainstPlayers />
        <GenresOverTime />
        <ReleasesByRegion />
        <Disagreements />
      </div>
    </main>
  )
}
