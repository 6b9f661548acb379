import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { WindowList } from '../../parts/window-list'
import { restoreScroll } from '../../state/address'
import { figure } from '../../state/language'
import { EmptyResult } from './empty-result'
import { FilterPanel } from './filter-panel'
import { filtersSet, searchValues } from './filters'
import { askFirst, askMore, type Found, followSearch, found, isSearching, searchTrouble } from './found'
import { FoundRow } from './found-row'
import { ListBar } from './list-bar'
import { searchWords } from './words'

const ROW_HEIGHT = 76

/** The search: one box, filters with counts, and a list of any length. */
export function SearchView() {
  const isPanelOpen = useSignal(false)
  useSignalEffect(followSearch)
  useEffect(() => {
    document.title = 'VestimLib'
    restoreScroll()
    focusLast()
  }, [])
  const shown = found.value
  return (
    <div class="browse">
      <FilterPanel found={shown} isOpen={isPanelOpen.value} />
      <main id="main" tabIndex={-1} aria-busy={isSearching.value}>
        <h1 class="hidden">{searchWords.title}</h1>
        <ListBar
          found={shown}
          isPanelOpen={isPanelOpen.value}
          onPanel={() => {
            isPanelOpen.value = !isPanelOpen.value
          }}
        />
        {searchTrouble.value && <TroubleNote trouble={searchTrouble.value} onRetry={() => void askFirst()} />}
        {shown ? <FoundList found={shown} /> : !searchTrouble.value && <Bones count={9} height={ROW_HEIGHT} />}
      </main>
    </div>
  )
}

function FoundList({ found: { items, next, confident, degraded, total } }: { found: Found }) {
  const { doubt, degraded: simpler, list, all } = searchWords
  if (items.length === 0) return <EmptyResult filters={filtersSet(searchValues())} />
  return (
    <>
      {!confident && <p class="note">{doubt}</p>}
      {degraded && <p class="dim">{simpler}</p>}
      <WindowList
        items={items}
        rowHeight={ROW_HEIGHT}
        keyOf={({ id }) => id}
        row={(game) => <FoundRow game={game} onOpen={() => rememberOpened(game.slug)} />}
        label={list}
        hasMore={next !== null}
        onEnd={() => void askMore()}
      />
      {next === null && items.length > 10 && <p class="dim end">{all(figure(total.value))}</p>}
    </>
  )
}

let opened: string | undefined
const rememberOpened = (slug: string) => {
  opened = slug
}

/** Puts the focus back on the game that was opened from the list. */
function focusLast(): void {
  if (opened === undefined) return
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.window-list a')]
  links.find(({ dataset }) => dataset.slug === opened)?.focus({ preventScroll: true })
  opened = undefined
}
