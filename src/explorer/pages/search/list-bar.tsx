import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { go } from '../../state/address'
import { figure } from '../../state/language'
import { filtersSet, ORDERS, searchAddressWith, searchValues } from './filters'
import { type Found, isSearching } from './found'
import { comparisonOf, picked } from './picked'
import { TakeAlong } from './take-along'
import { searchWords } from './words'

type ListBarProps = { found: Found | undefined; isPanelOpen: boolean; onPanel: () => void }

/** Line over the list: the number of games, the order, and the ways to take the view along. */
export function ListBar({ found, isPanelOpen, onPanel }: ListBarProps) {
  const values = searchValues()
  return (
    <div class="list-bar">
      <button type="button" class="narrow" aria-expanded={isPanelOpen} aria-controls="filters" onClick={onPanel}>
        {searchWords.filters}
        {filtersSet(values).length > 0 && <b class="count">{filtersSet(values).length}</b>}
      </button>
      <Count found={found} />
      {values.q === '' ? (
        <OrderChoice value={values.sort} />
      ) : (
        <label class="switch">
          <input
            type="checkbox"
            checked={values.why}
            onChange={() => go(searchAddressWith({ why: !values.why }), 'replace')}
          />
          {searchWords.why}
        </label>
      )}
      {picked.value.length > 0 && (
        <a class="primary" href={comparisonOf(picked.value)}>
          {searchWords.compare(figure(picked.value.length))}
        </a>
      )}
      <TakeAlong found={found} />
    </div>
  )
}

const SETTLED_MS = 300

/** Number of games. Readers hear it once it has settled. */
function Count({ found }: { found: Found | undefined }) {
  const heard = useSignal('')
  const said = found && found.items.length > 0 && found.confident ? countInWords(found) : ''
  useEffect(() => {
    const timer = setTimeout(() => {
      heard.value = said
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <p class={`list-count ${isSearching.value ? 'waiting' : ''}`}>
      <span aria-hidden="true">{said}</span>
      <span class="hidden" role="status">
        {heard.value}
      </span>
      {found && <small aria-hidden="true">{searchWords.took(figure(found.tookMs))}</small>}
    </p>
  )
}

const countInWords = ({ total: { value, exact }, q }: Found): string =>
  value === 1 ? searchWords.oneGame(q) : searchWords.games(figure(value), exact, q)

function OrderChoice({ value }: { value: (typeof ORDERS)[number] }) {
  const { sort, orders } = searchWords
  return (
    <label class="order">
      <span class="hidden">{sort}</span>
      <select
        value={value}
        onChange={({ currentTarget }) =>
          go(searchAddressWith({ sort: ORDERS.find((one) => one === currentTarget.value) ?? 'best' }))
        }
      >
        {ORDERS.map((one) => (
          <option key={one} value={one}>
            {orders[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
