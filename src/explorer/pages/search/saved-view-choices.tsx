import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { place } from '../../state/address'
import { labelled } from '../../state/language'
import { tell } from '../../state/notices'
import { filterInWords } from './filter-in-words'
import { filtersSet, searchAddressWith, searchValues } from './filters'
import { savedViewWords } from './saved-view-words'
import { removeView, renameView, type SavedView, savedViews, saveView, VIEW_NAME_LENGTH } from './saved-views'
import { searchWords } from './words'

/** The views that this browser keeps, and a form that keeps this one. */
export function SavedViewChoices() {
  const isRefused = useSignal(false)
  const { kept, none, lost } = savedViewWords
  const run = (isKept: boolean) => {
    isRefused.value = !isKept
  }
  return (
    <div class="saved-views">
      {savedViews.value.length === 0 ? <p class="dim">{none}</p> : null}
      <ul>
        {savedViews.value.map((view) => (
          <ViewLine key={view.name} view={view} run={run} />
        ))}
      </ul>
      <NameForm
        label={savedViewWords.name}
        value={suggestedName()}
        button={savedViewWords.save}
        onName={(name) => {
          run(saveView({ name, address: searchAddressWith({}) }))
          tell({ text: savedViewWords.saved(name) })
        }}
      />
      <p class="dim">{isRefused.value ? lost : kept}</p>
    </div>
  )
}

/** Returns the words and filters of the view, as a name. */
function suggestedName(): string {
  const values = searchValues()
  const parts = [values.q, ...filtersSet(values).map((name) => filterInWords(name, values))]
  return parts.filter(Boolean).join(', ').slice(0, VIEW_NAME_LENGTH) || searchWords.orders[values.sort]
}

function ViewLine({ view, run }: { view: SavedView; run: (isKept: boolean) => void }) {
  const isRenaming = useSignal(false)
  const { rename, remove, removed, newName } = savedViewWords
  if (isRenaming.value)
    return (
      <li>
        <NameForm
          label={newName}
          value={view.name}
          button={rename}
          isFocused
          onName={(name) => {
            isRenaming.value = false
            run(renameView(view, name))
          }}
        />
      </li>
    )
  const drop = () => {
    run(removeView(view))
    const undo = async () => ({ data: saveView(view) })
    tell({ text: removed(view.name), undo })
  }
  const isShown = view.address === place.value.pathname + place.value.search
  return (
    <li>
      <a href={view.address} aria-current={isShown ? 'page' : undefined}>
        {view.name}
      </a>
      <button
        type="button"
        class="quiet"
        aria-label={labelled(rename, view.name)}
        title={rename}
        onClick={() => {
          isRenaming.value = true
        }}
      >
        ✎
      </button>
      <button type="button" class="quiet" aria-label={labelled(remove, view.name)} title={remove} onClick={drop}>
        ×
      </button>
    </li>
  )
}

type NameFormProps = {
  label: string
  value: string
  button: string
  isFocused?: boolean
  onName: (name: string) => void
}

function NameForm({ label, value, button, isFocused = false, onName }: NameFormProps) {
  const id = useId()
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (name) onName(name)
  }
  return (
    <form onSubmit={send}>
      <label class="hidden" for={id}>
        {label}
      </label>
      <input
        id={id}
        name="name"
        required
        maxLength={VIEW_NAME_LENGTH}
        defaultValue={value}
        autocomplete="off"
        ref={(field) => {
          if (isFocused) field?.select()
        }}
      />
      <button type="submit">{button}</button>
    </form>
  )
}
