import { useSignal } from '@preact/signals'
import { CopyButton } from '../../parts/copy-button'
import { TroubleNote } from '../../parts/trouble-note'
import { asCurl, asTypeScript } from '../../state/call'
import { csvFile, saveFile } from '../../state/files'
import { figure } from '../../state/language'
import { saveAnswer } from '../../state/raw'
import { scopes } from '../../state/session'
import type { Trouble } from '../../state/trouble'
import { callOfView } from './call-of-view'
import { filterQuery, searchValues } from './filters'
import { found, type ShownGame } from './found'
import { takeAlongWords } from './take-along-words'

const COLUMNS = ['slug', 'title', 'year', 'platforms', 'genres', 'critics', 'popularity', 'salesCopies'] as const

const rowOf = ({ slug, title, year, platforms, genres, score, popularity, salesCopies }: ShownGame) => [
  ...[slug, title, year, platforms.join(' '), genres.join(' ')],
  ...[score?.critics, popularity, salesCopies],
]

const EXPORTS = {
  csv: { accept: 'text/csv', file: 'games.csv' },
  ndjson: { accept: 'application/x-ndjson', file: 'games.ndjson' },
} as const

/** Ways to take a view along: its call for a terminal or a program, its rows and all its games as files. */
export function TakeAlongChoices() {
  const trouble = useSignal<Trouble | undefined>(undefined)
  const { curl, typescript, csv, json, whole } = takeAlongWords
  const { list, query } = callOfView()
  const items = found.value?.items ?? []
  const count = figure(items.length)
  const filters = new URLSearchParams(filterQuery(searchValues()) as Record<string, string>) // safe: its values are texts
  const save = async (path: string, accept: string, file: string) => {
    trouble.value = (await saveAnswer(path, accept, file)).trouble
  }
  return (
    <>
      <CopyButton label={curl} text={() => asCurl(callOfView().address)} />
      <CopyButton label={typescript} text={() => asTypeScript(list, query)} />
      {items.length > 0 && (
        <>
          <button type="button" class="quiet" onClick={() => saveFile('games.csv', csvFile(COLUMNS, items.map(rowOf)))}>
            {csv(count)}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => void save(callOfView().address, 'application/json', 'games.json')}
          >
            {json}
          </button>
        </>
      )}
      {scopes.value.has('export') &&
        searchValues().q === '' &&
        Object.entries(EXPORTS).map(([format, { accept, file }]) => (
          <button
            key={format}
            type="button"
            class="quiet"
            onClick={() => void save(`/v1/export/games?${filters}`, accept, file)}
          >
            {whole(format)}
          </button>
        ))}
      {trouble.value && <TroubleNote trouble={trouble.value} />}
    </>
  )
}
