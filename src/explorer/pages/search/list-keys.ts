import { useEffect } from 'preact/hooks'
import { usePageKeys } from '../../state/keys'
import { tell } from '../../state/notices'
import { found } from './found'
import { gameAt, selectGames, selectNothing, toggleSelected } from './selection'
import { searchWords } from './words'

/** Selects the row that is left and the row that is reached when somebody walks with Shift. */
function selectOnWalk({ key, shiftKey, target }: KeyboardEvent): void {
  if (!shiftKey || !key.startsWith('Arrow')) return
  const left = target instanceof Element ? gameAt(target) : undefined
  const reached = gameAt(document.activeElement)
  if (left && reached) selectGames([left, reached])
}

/** Tells somebody who opens the search of the browser that it does not see the whole list. */
function warnOfFind({ key, ctrlKey, metaKey }: KeyboardEvent): void {
  const shown = document.querySelectorAll('[data-row]').length
  if (key === 'f' && (ctrlKey || metaKey) && (found.value?.total.value ?? 0) > shown)
    tell({ text: searchWords.findNote })
}

const toggleFocused = () => {
  const game = gameAt(document.activeElement)
  if (game) toggleSelected(game)
}

const LISTENERS = [selectOnWalk, warnOfFind]

/** Makes the keys of the list work while the search is shown. */
export function useListKeys(): void {
  useEffect(() => {
    for (const listener of LISTENERS) document.addEventListener('keydown', listener)
    return () => {
      for (const listener of LISTENERS) document.removeEventListener('keydown', listener)
    }
  }, [])
  usePageKeys([
    { key: 'x', does: searchWords.keySelect, run: toggleFocused },
    { key: 'Escape', does: searchWords.keySelectNothing, run: selectNothing },
  ])
}
