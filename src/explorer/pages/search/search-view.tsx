import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { laterPart } from '../../parts/later-part'
import { TroubleNote } from '../../parts/trouble-note'
import { restoreScroll } from '../../state/address'
import { figure } from '../../state/language'
import { FilterPanel } from './filter-panel'
import { askFirst, askMore, type Found, found, isSearching, searchTrouble } from './found'
import { GameList, ListBones } from './found-list'
import { ListBar } from './list-bar'
import { useListKeys } from './list-keys'
import { focusOpened, rememberOpened } from './opened'
import { selected } from './selection'
import { searchWords } from './words'

const EmptyResult = laterPart(async () => (await import('./empty-result')).EmptyResult)
const SelectionBar = laterPart(async () => (await import('./selection-bar')).SelectionBar)

/** The search: one box, filters with counts, and a list of any length. */
export function SearchView() {
  const isPanelOpen = useSignal(false)
  useListKeys()
  useEffect(() => {
    document.title = 'VestimLib'
    restoreScroll()
    focusOpened()
  }, [])
  return (
    <div class="browse">
      <FilterPanel isOpen={isPanelOpen.value} />
      <main id="main" tabIndex={-1} aria-busy={isSearching}>
        <h1 class="hidden">{searchWords.title}</h1>
        <ListBar
          isPanelOpen={isPanelOpen.value}
          onPanel={() => {
            isPanelOpen.value = !isPanelOpen.value
          }}
        />
        <Result />
        <Selection />
      </main>
    </div>
  )
}

const Selection = () => (selected.value.size > 0 ? <SelectionBar /> : null)

/** The games found, or the reason why there are none. */
function Result() {
  const trouble = searchTrouble.value
  const shown = found.value
  return (
    <>
      {trouble && <TroubleNote trouble={trouble} onRetry={() => void askFirst()} />}
      {shown ? <Games found={shown} /> : !trouble && <ListBones />}
    </>
  )
}

function Games({ found: { items, next, confident, degraded, total } }: { found: Found }) {
  const { doubt, degraded: simpler, all } = searchWords
  if (items.length === 0) return <EmptyResult />
  return (
    <>
      {!confident && <p class="note">{doubt}</p>}
      {degraded && <p class="dim">{simpler}</p>}
      <GameList items={items} hasMore={next !== null} onEnd={() => void askMore()} onOpen={rememberOpened} />
      {next === null && items.length > 10 && <p class="dim end">{all(figure(Math.max(total.value, items.length)))}</p>}
    </>
  )
}
