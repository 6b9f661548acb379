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
