import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { api } from '../state/api'
import { useLoaded } from '../state/loaded'
import { type Outcome, outcomeOf } from '../state/trouble'
import { platformName } from '../state/vocabulary'

/** A game that somebody has chosen. */
export type PickedGame = { slug: string; title: string; year: number | null; platforms: readonly string[] }

type GamePickerProps = {
  label: string
  /** Slug of a game that is not offered. */
  without?: string
  picked: PickedGame | undefined
  onPick: (game: PickedGame | undefined) => void
}

/** Field in which somebody types the beginning of a name and chooses one of the games that have it. */
export function GamePicker({ label, without, picked, onPick }: GamePickerProps) {
  const id = useId()
  const typed = useSignal('')
  const { data } = useLoaded(typed.value, (signal) => suggestionsFor(typed.value, signal))
  const offered = (data ?? []).filter(({ slug }) => slug !== without)
  return (
    <div class="field picker">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        maxLength={200}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value.trim()
          onPick(undefined)
        }}
      />
      {typed.value && (
        <fieldset class="offers">
          <legend class="hidden">{label}</legend>
          {offered.map((game) => (
            <label key={game.slug} class="switch">
              <input type="radio" name={id} checked={picked?.slug === game.slug} onChange={() => onPick(game)} />
              <span>
                {game.title}{' '}
                <small>{[game.year, ...game.platforms.map(platformName.value)].filter(Boolean).join(', ')}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}

async function suggestionsFor(q: string, signal: AbortSignal): Promise<Outcome<PickedGame[]>> {
  if (q === '') return { data: [] }
  const { data, trouble } = await outcomeOf(api.suggest.get({ query: { q }, fetch: { signal } }))
  return data ? { data: data.items } : { trouble }
}
