import { api } from '../../state/api'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { type FilterName, filterQuery, searchAddressWith, searchValues } from './filters'
import { searchWords } from './words'

type Without = { name: FilterName; games: number }

/** Nothing was found: the number of games without each of the filters, one click each. */
export function EmptyResult({ filters }: { filters: readonly FilterName[] }) {
  const values = searchValues()
  const { data } = useLoaded(JSON.stringify(values), (signal) => countWithout(filters, signal))
  const helping = (data ?? []).filter(({ games }) => games > 0)
  const { none, without, filterNames, clear } = searchWords
  return (
    <div class="empty">
      <p class="empty-sign" aria-hidden="true">
        ∅
      </p>
      <h2>{none}</h2>
      {helping.length > 0 && <p>{without}</p>}
      <p class="chips">
        {helping.map(({ name, games }) => (
          <a key={name} href={searchAddressWith({ [name]: undefined })}>
            <s>{filterNames[name]}</s> {figure(games)}
          </a>
        ))}
      </p>
      {filters.length > 1 && (
        <a class="primary" href={searchAddressWith(Object.fromEntries(filters.map((name) => [name, undefined])))}>
          {clear}
        </a>
      )}
    </div>
  )
}

/** Counts the games that would be found without each of the filters. */
async function countWithout(filters: readonly FilterName[], signal: AbortSignal): Promise<Outcome<Without[]>> {
  const values = searchValues()
  const counts = await Promise.all(
    filters.map(async (name) => {
      const query = { ...(values.q && { q: values.q }), limit: 1, ...filterQuery(values, [name]) }
      const { data } = await outcomeOf(api.search.get({ query, fetch: { signal } }))
      return { name, games: data?.total.value ?? 0 }
    }),
  )
  return { data: counts.toSorted((one, other) => other.games - one.games) }
}
