import { usePageKeys } from '../state/keys'
import { plotWords } from './words'

/** A series of a plot: what it is called in the address, its name, and its colour by number. */
export type LegendEntry = { key: string; label: string; tone: number }

type LegendProps = {
  entries: readonly LegendEntry[]
  hidden: ReadonlySet<string>
  /** Called with the series of this legend that are to be hidden. */
  onHide: (keys: readonly string[]) => void
}

/** Names and colours of the series, each a button that hides or shows one; with Alt or Shift it hides all others, or shows all. */
export function Legend({ entries, hidden, onHide }: LegendProps) {
  const gone = entries.map(({ key }) => key).filter((key) => hidden.has(key))
  const press = (key: string, isOnly: boolean) => {
    if (!isOnly) return onHide(hidden.has(key) ? gone.filter((one) => one !== key) : [...gone, key])
    const others = entries.map((entry) => entry.key).filter((one) => one !== key)
    const isAlone = !hidden.has(key) && gone.length === others.length
    onHide(isAlone ? [] : others)
  }
  return (
    <fieldset class="legend">
      <legend class="hidden">{plotWords.series}</legend>
      {entries.map(({ key, label, tone }) => (
        <button
          key={key}
          type="button"
          class={`tone-${tone}`}
          title={plotWords.only}
          aria-keyshortcuts={ONLY}
          aria-pressed={!hidden.has(key)}
          onClick={({ altKey, shiftKey }) => press(key, altKey || shiftKey)}
        >
          {label}
        </button>
      ))}
      {gone.length > 0 && (
        <button type="button" class="quiet" onClick={() => onHide([])}>
          {plotWords.every}
        </button>
      )}
    </fieldset>
  )
}

const ONLY = 'o'

/** Presses the series with the focus as Alt and a click do. */
const pressFocused = () =>
  document.activeElement
    ?.closest('.legend [aria-pressed]')
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true, altKey: true }))

/** Makes the key of legends work, and be in the help, while a page with plots is shown. */
export const useLegendKey = (): void => usePageKeys([{ key: ONLY, does: plotWords.keyOnly, run: pressFocused }])
