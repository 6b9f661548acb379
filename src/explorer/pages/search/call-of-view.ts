import { filterQuery, searchValues } from './filters'
import { isSorted } from './found'

const ROWS = '50'

/** Returns the call of the service whose answer the view shows: its list, query and address. */
export function callOfView() {
  const values = searchValues()
  const list = isSorted(values) ? 'games' : 'search'
  const query = {
    ...(values.q && { q: values.q }),
    ...filterQuery(values),
    ...(list === 'games' && { sort: values.sort }),
    limit: ROWS,
  }
  const written = Object.entries(query).map(([name, value]) => [name, String(value)])
  return { list, query, address: `/v1/${list}?${new URLSearchParams(written)}` } as const
}

/** Returns the call of the view for a terminal. */
export const asCurl = (): string => `curl -H "Authorization: Bearer $TOKEN" '${location.origin}${callOfView().address}'`

/** Returns the call of the view for a program. */
export function asTypeScript(): string {
  const { list, query } = callOfView()
  return `const { data } = await createClient('${location.origin}', { token }).v1.${list}.get({ query: ${JSON.stringify(query)} })`
}
