import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { FacetLine, type FacetRow } from '../../parts/facet'
import { api } from '../../state/api'
import { folded } from '../../state/folded'
import { useLoaded } from '../../state/loaded'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { genreOptions } from '../../state/vocabulary'
import type { ChooserProps } from './chooser-props'
import { chooserWords } from './chooser-words'
import { PlatformFamilies } from './platform-families'

const CHOOSERS = { platform: PlatformFamilies, genre: GenreLines, company: CompanyLines }

/** Every value of a facet, with a box that searches among them. */
export function FacetChooser(props: ChooserProps) {
  const typed = useSignal('')
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const Lines = CHOOSERS[props.name]
  return (
    <div class="chooser">
      <input
        ref={box}
        type="search"
        autocomplete="off"
        maxLength={200}
        aria-label={chooserWords.find[props.name]}
        placeholder={chooserWords.find[props.name]}
        onInput={({ currentTarget: { value } }) => {
          typed.value = value.trim()
        }}
      />
      <Lines {...props} typed={typed.value} />
    </div>
  )
}

/** Values as lines; or that there are none. */
function Lines({ rows, chosen, onChoose }: Omit<ChooserProps, 'name'>) {
  if (rows.length === 0) return <p class="dim">{chooserWords.none}</p>
  const most = Math.max(1, ...rows.map(({ count = 0 }) => count))
  return (
    <>
      {rows.map((row) => (
        <FacetLine
          key={row.value}
          row={row}
          share={(row.count ?? 0) / most}
          mode={chosen.get(row.value)}
          onChange={(mode) => onChoose([row.value], mode)}
        />
      ))}
    </>
  )
}

type TypedProps = ChooserProps & { typed: string }

function GenreLines({ typed, ...props }: TypedProps) {
  const known = new Set(props.rows.map(({ value }) => value))
  const others = genreOptions.value.filter(({ value }) => !known.has(value))
  const all = [...props.rows, ...others.map((other) => ({ ...other, count: undefined }))]
  return <Lines {...props} rows={all.filter(({ label }) => folded(label).includes(folded(typed)))} />
}

const COMPANIES = 20

function CompanyLines({ typed, ...props }: TypedProps) {
  const { data } = useLoaded(typed, (signal) => companiesNamed(typed, signal))
  const counts = new Map(props.rows.map(({ value, count }) => [value, count]))
  if (!typed || !data) return <Lines {...props} />
  return (
    <>
      <Lines {...props} rows={data.map((row) => ({ ...row, count: counts.get(row.value) }))} />
      {data.length === COMPANIES && <p class="dim">{chooserWords.first(COMPANIES)}</p>}
    </>
  )
}

async function companiesNamed(q: string, signal: AbortSignal): Promise<Outcome<FacetRow[]>> {
  if (q === '') return { data: [] }
  const query = { q, used: 'true', limit: COMPANIES } as const
  const { data, trouble } = await outcomeOf(api.companies.get({ query, fetch: { signal } }))
  return data
    ? { data: data.items.map(({ slug, name }) => ({ value: slug, label: name, count: undefined })) }
    : { trouble }
}
