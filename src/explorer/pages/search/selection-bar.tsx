import { useSignal } from '@preact/signals'
import { CopyButton } from '../../parts/copy-button'
import { TroubleNote } from '../../parts/trouble-note'
import { figure } from '../../state/language'
import { scopes } from '../../state/session'
import type { Trouble } from '../../state/trouble'
import { comparisonOf, MOST_COMPARED } from './comparison'
import { found } from './found'
import { gameAddress } from './game-facts'
import { MOST_SELECTED, selected, selectFound, selectNothing } from './selection'
import { type SelectionFormat, saveSelection } from './selection-files'
import { selectionWords } from './selection-words'

const FORMATS = ['json', 'csv'] as const

/** Actions on the selected games, at the foot of the list. */
export function SelectionBar() {
  const slugs = [...selected.value.keys()]
  const { title, count, links, nothing } = selectionWords
  return (
    <section class="selection" aria-label={title}>
      <p role="status">{count(slugs.length, figure(slugs.length))}</p>
      <button type="button" class="quiet" aria-label={nothing} title={nothing} onClick={selectNothing}>
        ×
      </button>
      <CompareLinks slugs={slugs} />
      <SaveButtons slugs={slugs} />
      <CopyButton label={links} text={() => slugs.map((slug) => location.origin + gameAddress(slug)).join('\n')} />
      <SelectAll />
    </section>
  )
}

/** Button that selects all games found, and says how many it selects at most. */
function SelectAll() {
  const isBusy = useSignal(false)
  const { items = [], next = null, total } = found.value ?? {}
  if (next === null && items.every(({ slug }) => selected.value.has(slug))) return null
  if (!total || selected.value.size >= MOST_SELECTED) return null
  const select = async () => {
    isBusy.value = true
    await selectFound()
    isBusy.value = false
  }
  const count = Math.max(total.value, items.length)
  const { all, first } = selectionWords
  return (
    <button type="button" class="quiet" disabled={isBusy.value} onClick={() => void select()}>
      {count > MOST_SELECTED ? first(figure(MOST_SELECTED), figure(count)) : all(figure(count))}
    </button>
  )
}

/** Two to four games are compared, and merged from there. */
function CompareLinks({ slugs }: { slugs: readonly string[] }) {
  const { compare, merge, compareHelp } = selectionWords
  if (slugs.length < 2 || slugs.length > MOST_COMPARED) return <small>{compareHelp}</small>
  return (
    <>
      <a class="primary" href={comparisonOf(slugs)}>
        {compare(slugs.length)}
      </a>
      {scopes.value.has('curate') && <a href={`${comparisonOf(slugs)}#one-game`}>{merge}</a>}
    </>
  )
}

function SaveButtons({ slugs }: { slugs: readonly string[] }) {
  const done = useSignal<number | undefined>(undefined)
  const trouble = useSignal<Trouble | undefined>(undefined)
  const { save, saving } = selectionWords
  const isBusy = done.value !== undefined
  const run = async (format: SelectionFormat) => {
    done.value = 0
    const { trouble: failed } = await saveSelection(slugs, format, (count) => {
      done.value = count
    })
    trouble.value = failed
    done.value = undefined
  }
  return (
    <>
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          disabled={isBusy}
          aria-label={save(format)}
          title={save(format)}
          onClick={() => void run(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
      {isBusy && <small role="status">{saving(figure(done.value ?? 0), figure(slugs.length))}</small>}
      {trouble.value && <TroubleNote trouble={trouble.value} />}
    </>
  )
}
