import { useEffect } from 'preact/hooks'
import { usePageKeys } from '../../state/keys'
import { gameAt, selectGames, selectNothing, toggleSelected } from './selection'
import { searchWords } from './words'

/** Selects the row that is left and the row that is reached when somebody walks with Shift. */
function selectOnWalk({ key, shiftKey, target }: KeyboardEvent): void {
  if (!shiftKey || !key.startsWith('Arrow')) return
  const left = target instanceof Element ? gameAt(target) : undefined
  const reached = gameAt(document.activeElement)
  if (left && reached) selectGames([left, reached])
}

/** Makes games selectable by keys while the search is shown. */
export function useSelectionKeys(): void {
  useEffect(() => {
    document.addEventListener('keydown', selectOnWalk)
    return () => document.removeEventListener('keydown', selectOnWalk)
  }, [])
  const toggleFocused = () => {
    const game = gameAt(document.activeElement)
    if (game) toggleSelected(game)
  }
  usePageKeys([
    { key: 'x', does: searchWords.keySelect, run: toggleFocused },
    { key: 'Escape', does: searchWords.keySelectNothing, run: selectNothing },
  ])
}
