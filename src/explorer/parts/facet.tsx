import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { figure } from '../state/language'
import { facetWords } from '../words/facets'

/** Ways in which a chosen value counts: games have any of these, all of those, none of these. */
export const FACET_MODES = ['any', 'all', 'none'] as const
export type FacetMode = (typeof FACET_MODES)[number]

/** A value of a facet with its number of games, if it is known. */
export type FacetRow = { value: string; label: string; count: number | undefined }

export type FacetProps = {
  title: string
  rows: readonly FacetRow[]
  chosen: ReadonlyMap<string, FacetMode>
  onChange: (value: string, mode: FacetMode | undefined) => void
  /** Ways in which a value can count. (Default: all three) */
  modes?: readonly FacetMode[]
  /** Every value, to be searched, in place of the further rows. */
  whole?: ComponentChildren
}

const SHOWN = 8

/** Values of one kind with counts, of which any, all or none can be chosen: by click, or by keyboard in a list beside each. */
export function Facet({ title, rows, chosen, onChange, modes = FACET_MODES, whole }: FacetProps) {
  const isWhole = useSignal(false)
  const most = Math.max(1, ...rows.map(({ count = 0 }) => count))
  const shown = rows.filter(({ value }, at) => isWhole.value || at < SHOWN || chosen.has(value))
  const hasMore = whole !== undefined || rows.length > SHOWN
  const { less, find, more, help } = facetWords
  return (
    <fieldset class={whole ? 'facet counted' : 'facet'} title={modes.length > 1 ? help : undefined}>
      <legend>{title}</legend>
      {isWhole.value && whole
        ? whole
        : shown.map((row, at) => (
            <FacetLine
              // Lines keep their place while their content changes: nothing moves under a pointer.
              key={`line ${at}`}
              row={row}
              share={(row.count ?? 0) / most}
              mode={chosen.get(row.value)}
              modes={modes}
              onChange={(mode) => onChange(row.value, mode)}
            />
          ))}
      {hasMore && (
        <button
          type="button"
          class="quiet"
          aria-expanded={isWhole.value}
          onClick={() => {
            isWhole.value = !isWhole.value
          }}
        >
          {isWhole.value ? less : whole ? find : more(rows.length - shown.length)}
        </button>
      )}
    </fieldset>
  )
}

type FacetLineProps = {
  row: FacetRow
  share: number
  mode: FacetMode | undefined
  modes?: readonly FacetMode[]
  onChange: (mode: FacetMode | undefined) => void
}

const modeOfClick = (event: MouseEvent): FacetMode => (event.shiftKey ? 'all' : event.altKey ? 'none' : 'any')

/** A value of a facet, and the way in which it counts. */
export function FacetLine({
  row: { label, count },
  share,
  mode,
  modes: choices = FACET_MODES,
  onChange,
}: FacetLineProps) {
  const { modes, mode: modeLabel } = facetWords
  return (
    <div class={`facet-line ${mode ?? ''}`} style={{ '--share': share }}>
      <label>
        <input
          type="checkbox"
          checked={mode !== undefined}
          onClick={(event) =>
            onChange(mode === undefined ? (choices.find((one) => one === modeOfClick(event)) ?? 'any') : undefined)
          }
        />
        <span>{label}</span>
      </label>
      {mode !== undefined && choices.length > 1 && (
        <select
          aria-label={modeLabel(label)}
          value={mode}
          onChange={({ currentTarget: { value } }) => onChange(FACET_MODES.find((one) => one === value))}
        >
          {choices.map((one) => (
            <option key={one} value={one}>
              {modes[one]}
            </option>
          ))}
        </select>
      )}
      <output>{count !== undefined && figure(count)}</output>
    </div>
  )
}
