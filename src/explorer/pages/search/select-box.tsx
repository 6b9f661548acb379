import type { ShownGame } from './found'
import { selected, selectUpTo, toggleSelected } from './selection'
import { searchWords } from './words'

/** Box that selects a game of the list; with Shift every game from the last one that was selected by itself. */
export function SelectBox({ game }: { game: ShownGame }) {
  return (
    <label class="select" title={searchWords.selectHelp}>
      <span class="hidden">{searchWords.select(game.title)}</span>
      <input
        type="checkbox"
        checked={selected.value.has(game.slug)}
        onClick={({ shiftKey }) => (shiftKey ? selectUpTo(game) : toggleSelected(game))}
      />
    </label>
  )
}
