import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { api } from '../../state/api'
import { useLoaded } from '../../state/loaded'
import { scopes } from '../../state/session'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { qualityAddress } from './address'
import type { ChosenMeaning } from './named-word'
import type { QualityData } from './quality-data'
import { Command } from './section'
import { qualityWords } from './words'

type UnknownWord = QualityData['words']['items'][number]
type Term = { slug: string; label: { en: string; fr: string }; aliases: readonly string[]; games: number }

const TERMS = {
  platform: api.platforms,
  genre: api.genres,
  region: api.regions,
  board: api.boards,
} as const

/** Loads what a word of a kind can mean, what most games have first. */
async function loadTerms(kind: UnknownWord['kind'], signal: AbortSignal): Promise<Outcome<readonly Term[]>> {
  const { data, trouble } = await outcomeOf(TERMS[kind].get({ query: {}, fetch: { signal } }))
  if (!data) return { trouble }
  const items: readonly Term[] = data.items
  return { data: items.toSorted((one, other) => other.games - one.games) }
}

const OFFERED = 8

const isLike = ({ slug, label, aliases }: Term, typed: string) =>
  [slug, label.en, label.fr, ...aliases].some((name) => name.toLowerCase().includes(typed))

type NameWordProps = { unknown: UnknownWord; onName: (meaning: ChosenMeaning) => void }

/** A form in which a curator says what a word means, and the command that does it in a terminal. */
export function NameWord({ unknown, onName }: NameWordProps) {
  const { kind, word } = unknown
  const term = useSignal<Term | undefined>(undefined)
  const source = useSignal('')
  const reason = useSignal('')
  const { mapTo, mapWith, close, name, because } = qualityWords
  const meaning = `${word}=${term.value?.slug ?? 'SLUG'}`
  const of = source.value && ` --source ${source.value}`
  return (
    <form
      class="note"
      aria-label={mapTo(word)}
      onSubmit={(event) => {
        event.preventDefault()
        const { value } = term
        if (!value) return
        const label = value.label[PAGE_LANGUAGE]
        onName({ slug: value.slug, label, source: source.value || null, reason: reason.value.trim() })
      }}
    >
      <TermPicker
        unknown={unknown}
        picked={term.value}
        onPick={(picked) => {
          term.value = picked
        }}
      />
      <SourceOf
        unknown={unknown}
        value={source.value}
        onChange={(value) => {
          source.value = value
        }}
      />
      {scopes.value.has('curate') && (
        <>
          <label class="field">
            {because}
            <input
              maxLength={2000}
              onInput={({ currentTarget }) => {
                reason.value = currentTarget.value
              }}
            />
          </label>
          <button type="submit" class="primary" disabled={!term.value}>
            {name}
          </button>
        </>
      )}
      <p>{mapWith}</p>
      <Command>{`bun run seed vocabulary --kind ${kind} --map ${quoted(meaning)}${of}`}</Command>
      <a href={qualityAddress({ word: '' })}>{close}</a>
    </form>
  )
}

type TermPickerProps = { unknown: UnknownWord; picked: Term | undefined; onPick: (term: Term | undefined) => void }

function TermPicker({ unknown: { kind, word }, picked, onPick }: TermPickerProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const typed = useSignal('')
  const { data } = useLoaded(kind, (signal) => loadTerms(kind, signal))
  useEffect(() => field.current?.focus(), [])
  const { mapTo, search, nothingFound } = qualityWords
  const like = (data ?? []).filter((term) => isLike(term, typed.value)).slice(0, OFFERED)
  const offered = picked && !like.includes(picked) ? [picked, ...like] : like
  return (
    <div class="field picker">
      <label for={id}>{search}</label>
      <input
        id={id}
        ref={field}
        type="search"
        autocomplete="off"
        maxLength={100}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value.trim().toLowerCase()
          onPick(undefined)
        }}
      />
      <fieldset class="offers">
        <legend>{mapTo(word)}</legend>
        {data && offered.length === 0 && <p>{nothingFound}</p>}
        {offered.map((term) => (
          <label key={term.slug} class="switch">
            <input type="radio" name={id} checked={picked === term} onChange={() => onPick(term)} />
            <span>{term.label[PAGE_LANGUAGE]}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

type SourceOfProps = { unknown: UnknownWord; value: string; onChange: (source: string) => void }

const SourceOf = ({ unknown: { sources }, value, onChange }: SourceOfProps) => (
  <label class="field">
    {qualityWords.inSources}
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{qualityWords.allSources}</option>
      {sources.map((source) => (
        <option key={source} value={source}>
          {sourceName.value(source)}
        </option>
      ))}
    </select>
  </label>
)

/** Quotes an argument for a shell. */
const quoted = (argument: string) => `'${argument.replaceAll("'", "'\\''")}'`
