import { CopyButton } from '../../parts/copy-button'
import { csvOf, jsonOf } from '../../state/csv'
import { figure } from '../../state/language'
import { filterQuery, searchValues } from './filters'
import type { Found } from './found'
import { searchWords } from './words'

/** Returns the query of the service that the view shows. */
function queryOfView() {
  const values = searchValues()
  return { ...(values.q && { q: values.q }), ...filterQuery(values), limit: '50' } as const
}

const asCurl = () =>
  `curl -H "Authorization: Bearer $TOKEN" '${location.origin}/v1/search?${new URLSearchParams(Object.entries(queryOfView()).map(([name, value]) => [name, String(value)]))}'`

const asTypeScript = () =>
  `const { data } = await createClient('${location.origin}', { token }).v1.search.get({ query: ${JSON.stringify(queryOfView())} })`

const COLUMNS = ['slug', 'title', 'year', 'platforms', 'genres', 'critics', 'popularity', 'salesCopies'] as const

const asCsv = ({ items }: Found) =>
  csvOf(
    COLUMNS,
    items.map(({ slug, title, year, platforms, genres, score, popularity, salesCopies }) => [
      ...[slug, title, year, platforms.join(' '), genres.join(' ')],
      ...[score?.critics, popularity, salesCopies],
    ]),
  )

/** Ways to take a view along: its call for a terminal or a program, and its rows as a file. */
export function TakeAlong({ found }: { found: Found | undefined }) {
  const { copy, curl, typescript, csv } = searchWords
  return (
    <details class="menu">
      <summary>{copy}</summary>
      <div>
        <CopyButton label={curl} text={asCurl} />
        <CopyButton label={typescript} text={asTypeScript} />
        {found && found.items.length > 0 && (
          <a download="games.json" href={jsonOf(found.items)}>
            JSON
          </a>
        )}
        {found && found.items.length > 0 && (
          <a download="games.csv" href={asCsv(found)}>
            {csv(figure(found.items.length))}
          </a>
        )}
      </div>
    </details>
  )
}
