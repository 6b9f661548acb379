import type { App } from '#src/app'

/** A route for GET, with a path and a query that are valid for it; `takes` are the parameters of its query. */
export type ReadRoute = { template: string; path: string; takes: string[] }

type Query = { required?: string[]; properties?: Record<string, { examples?: unknown[] }> }

/** Returns every route for GET of a service. */
export const readRoutes = (app: App): ReadRoute[] =>
  app.routes
    .filter(({ method }) => method === 'GET')
    .map(({ path, hooks }) => {
      const query = (hooks as { query?: Query }).query ?? {} // safe: the hooks of a route hold its schemas
      return { template: path, path: pathOf(path) + required(query), takes: Object.keys(query.properties ?? {}) }
    })

const AN_ID = '0196a3c2-7d1e-7b3a-9c44-5f0e8d2b6a11'
const pathOf = (template: string) =>
  template
    .replace(/(runs|review)\/:id/, '$1/1')
    .replace(/accounts\/:id/, `accounts/${AN_ID}`)
    .replace(/:\w+/g, 'tetris-1')

function required({ required = [], properties = {} }: Query): string {
  const pairs = required.map((name) => `${name}=${encodeURIComponent(String(properties[name]?.examples?.[0] ?? ''))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
