import type { App } from '#src/app'

/** A route for GET, with a path and a query that are valid for it. */
export type ReadRoute = { template: string; path: string }

/** Returns every route for GET of a service. */
export const readRoutes = (app: App): ReadRoute[] =>
  app.routes
    .filter(({ method }) => method === 'GET')
    .map(({ path, hooks }) => ({ template: path, path: pathOf(path) + queryOf(hooks) }))

const pathOf = (template: string) => template.replace(/(runs|review)\/:id/, '$1/1').replace(/:\w+/g, 'tetris-1')

type Described = { query?: { required?: string[]; properties?: Record<string, { examples?: unknown[] }> } }

function queryOf(hooks: unknown): string {
  const { required = [], properties = {} } = (hooks as Described).query ?? {} // safe: the hooks of a route hold its schemas
  const pairs = required.map((name) => `${name}=${encodeURIComponent(String(properties[name]?.examples?.[0] ?? ''))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
