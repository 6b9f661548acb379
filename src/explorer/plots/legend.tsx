import { plotWords } from './words'

/** A series of a plot: what it is called in the address, its name, and its colour by number. */
export type LegendEntry = { key: string; label: string; tone: number }

type LegendProps = {
  entries: readonly LegendEntry[]
  hidden: ReadonlySet<string>
  onToggle: (key: string) => void
}

/** Names and colours of the series, each a button that hides or shows one. */
export const Legend = ({ entries, hidden, onToggle }: LegendProps) => (
  <fieldset class="legend">
    <legend class="hidden">{plotWords.series}</legend>
    {entries.map(({ key, label, tone }) => (
      <button
        key={key}
        type="button"
        class={`tone-${tone}`}
        aria-pressed={!hidden.has(key)}
        onClick={() => onToggle(key)}
      >
        {label}
      </button>
    ))}
  </fieldset>
)
