import { api } from '../../state/api'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { emptyWords } from './empty-words'
import { filterInWords } from './filter-in-words'
import { type FilterName, filterQuery, filtersSet, type SearchValues, searchAddressWith, searchValues } from './filters'

/** A filter, or the words. */
type Condition = FilterName | 'q'
type Without = { name: Condition; games: number }

/** Nothing was found: the filter that hides most, and the number of games without each of them, one click each. */
export function EmptyResult() {
  const values = searchValues()
  const filters = filtersSet(values)
  const { none, unknown, clear } = emptyWords
  return (
    <div class="empty">
      <p class="empty-sign" aria-hidden="true">
        ∅
      </p>
      <h2>{filters.length > 0 ? none : unknown}</h2>
      {filters.length > 0 && <Hidden values={values} filters={filters} />}
      {filters.length > 1 && (
        <a href={searchAddressWith(Object.fromEntries(filters.map((name) => [name, undefined])))}>{clear}</a>
      )}
    </div>
  )
}

/** Number of games that each condition hides. */
function Hidden({ values, filters }: { values: SearchValues; filters: readonly FilterName[] }) {
  const conditions = values.q ? (['q', ...filters] as const) : filters
  const { data } = useLoaded(JSON.stringify(values), (signal) => countWithout(conditions, values, signal))
  const [first, ...others] = (data ?? []).filter(({ games }) => games > 0)
  const { hidesMost, without, onlyTogether } = emptyWords
  if (!data) return null
  if (!first) return conditions.length > 1 ? <p>{onlyTogether}</p> : null
  return (
    <>
      <p>{hidesMost(inWords(first.name, values), figure(first.games))}</p>
      <p class="chips">
        <Off without={first} values={values} />
      </p>
      {others.length > 0 && <p class="dim">{without}</p>}
      <p class="chips">
        {others.map((one) => (
          <Off key={one.name} without={one} values={values} />
        ))}
      </p>
    </>
  )
}

const inWords = (name: Condition, values: SearchValues): string =>
  name === 'q' ? emptyWords.words(values.q) : filterInWords(name, values)

/** Link that takes a condition off. */
const Off = ({ without: { name, games }, values }: { without: Without; values: SearchValues }) => (
  <a href={searchAddressWith({ [name]: undefined })}>
    <s>{inWords(name, values)}</s> {emptyWords.games(figure(games))}
  </a>
)

/** Counts the games that would be found without each of the conditions, most first. */
async function countWithout(
  conditions: readonly Condition[],
  values: SearchValues,
  signal: AbortSignal,
): Promise<Outcome<Without[]>> {
  const counts = await Promise.all(
    conditions.map(async (name) => {
      const filters = filterQuery(values, name === 'q' ? [] : [name])
      const query = { ...(values.q && name !== 'q' && { q: values.q }), limit: 1, ...filters }
      const { data } = await outcomeOf(api.search.get({ query, fetch: { signal } }))
      return { name, games: data?.total.value ?? 0 }
    }),
  )
  return { data: counts.toSorted((one, other) => other.games - one.games) }
}
