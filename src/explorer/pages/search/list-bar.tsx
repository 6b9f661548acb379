import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { laterPart } from '../../parts/later-part'
import { Menu } from '../../parts/menu'
import { go } from '../../state/address'
import { figure } from '../../state/language'
import { filtersSet, LIST_VIEWS, ORDERS, searchAddressWith, searchValues } from './filters'
import { type Found, found, isSearching } from './found'
import { searchWords } from './words'

const SavedViewChoices = laterPart(async () => (await import('./saved-view-choices')).SavedViewChoices)
const TakeAlongChoices = laterPart(async () => (await import('./take-along-choices')).TakeAlongChoices)

type ListBarProps = { isPanelOpen: boolean; onPanel: () => void }

/** Line over the list: the number of games, the order, the view, and the ways to keep the view and to take it along. */
export function ListBar({ isPanelOpen, onPanel }: ListBarProps) {
  const values = searchValues()
  return (
    <div class="list-bar">
      <button type="button" class="narrow" aria-expanded={isPanelOpen} aria-controls="filters" onClick={onPanel}>
        {searchWords.filters}
        {filtersSet(values).length > 0 && <b class="count">{filtersSet(values).length}</b>}
      </button>
      <Count />
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
      <ViewChoice />
      <Menu label={searchWords.saved}>
        <SavedViewChoices />
      </Menu>
      <Menu label={searchWords.copy}>
        <TakeAlongChoices />
      </Menu>
    </div>
  )
}

const SETTLED_MS = 300

/** Number of games. Readers hear it once it has settled. */
function Count() {
  const heard = useSignal('')
  const shown = found.value
  const said = shown && shown.items.length > 0 && shown.confident ? countInWords(shown) : ''
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
      {shown && <small aria-hidden="true">{searchWords.took(figure(shown.tookMs))}</small>}
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

const SIGNS = { list: '☰', table: '☷', tiles: '▦' } as const

function ViewChoice() {
  const { view } = searchValues()
  return (
    <fieldset class="views">
      <legend class="hidden">{searchWords.view}</legend>
      {LIST_VIEWS.map((one) => (
        <button
          key={one}
          type="button"
          class="quiet"
          aria-pressed={one === view}
          aria-label={searchWords.views[one]}
          title={searchWords.views[one]}
          onClick={() => go(searchAddressWith({ view: one }), 'replace')}
        >
          {SIGNS[one]}
        </button>
      ))}
    </fieldset>
  )
}
