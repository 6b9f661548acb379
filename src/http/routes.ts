import type { TSchema } from 'elysia'
import { CSV_TYPE, FORM_TYPE } from './form-body'
import { type CallerQuota, QUOTAS } from './limits'
import { isScope, type Scope } from './scope'

type Security = readonly Readonly<Record<string, readonly string[]>>[]

/** A route in the list of an app: `path` is a pattern such as `/v1/games/:slug`. */
export type Listed = {
  method: string
  path: string
  hooks?: { body?: TSchema; query?: TSchema; detail?: { security?: Security }; response?: unknown }
}

/**
 * A route that is served: its pattern, who may use it, the schema of its body if it has one and whether that is a form or may be a CSV file, the schemas of
 * the parameters of its query by name, the media types it answers in, and its quota for each caller if it has one.
 */
export type Route = {
  template: string
  access: Scope | 'public'
  body: TSchema | undefined
  takesForm: boolean
  takesCsv: boolean
  query: Readonly<Record<string, TSchema>>
  media: readonly string[]
  quota: CallerQuota | undefined
}

/**
 * The routes at a path, by method. A route for GET is there for HEAD, too. `isPublic` is true if all of them are public:
 * only then a caller without a token may know that the path exists.
 */
export type Place = { routes: ReadonlyMap<string, Route>; isPublic: boolean }

/** Returns the routes at a path, or `undefined` if there is none. */
export type FindPlace = (path: string) => Place | undefined

/**
 * Returns a lookup in the table of routes, which is made from the list of an app at the first call: add every route before.
 *
 * It finds the route that the router of Elysia runs. The scope of a route is the one in its `detail.security`, where the macro
 * `scope` puts it; an empty list there means public. A route that says neither is not in the table.
 */
export function createRouteTable(listed: () => readonly Listed[]): FindPlace {
  let find: FindPlace | undefined
  return (path) => {
    find ??= createLookup(listed())
    return find(path)
  }
}

/** All routes of one template. */
type Template = { template: string; pattern: RegExp; place: Place | undefined }

function createLookup(listed: readonly Listed[]): FindPlace {
  const templates = [...Map.groupBy(listed, ({ path }) => path)]
    .map(([template, routes]): Template => ({ template, pattern: patternOf(template), place: placeOf(routes) }))
    .toSorted((one, other) => (precedence(one.template) < precedence(other.template) ? -1 : 1))
  const fixed = templates.filter(({ template }) => !template.includes(':'))
  const withParameters = templates.filter((each) => !fixed.includes(each))
  const places = new Map(
    fixed.flatMap(({ template }) =>
      [template, looseOf(template)].map((path) => [path, joined(templates, path)] as const),
    ),
  )
  return (path) => places.get(path) ?? joined(withParameters, path)
}

/** Returns the routes of all templates that match a path. For each method the first template counts, as in the router. */
function joined(templates: readonly Template[], path: string): Place | undefined {
  const [first, ...more] = templates.flatMap(({ pattern, place }) => (place && pattern.test(path) ? [place] : []))
  return more.reduce((place, next) => place && withRoutes(new Map([...next.routes, ...place.routes])), first)
}

type Entry = [method: string, route: Route]

function entryOf({ method, path, hooks }: Listed): Entry[] {
  const access = accessOf(hooks?.detail?.security)
  return access
    ? [
        [
          method,
          {
            template: path,
            access,
            body: hooks?.body,
            takesForm: bodyMedia(hooks?.body).includes(FORM_TYPE),
            takesCsv: bodyMedia(hooks?.body).includes(CSV_TYPE),
            query: hooks?.query?.properties ?? {},
            media: mediaOf(hooks?.response),
            quota: QUOTAS[`${method} ${path}`],
          },
        ],
      ]
    : []
}

const JSON_ONLY = ['application/json']

/** A schema that names the media types of its body. JSON needs no name. */
type Described = { openapi?: { media?: readonly string[] } }
type Answers = { 200?: Described }

/** Returns the media types that the schema of a body names. */
const bodyMedia = (body: TSchema | undefined): readonly string[] =>
  (body as Described | undefined)?.openapi?.media ?? [] // safe: a schema may have `openapi`

/** Returns the media types that the schema of a route's 200 names. (Default: JSON) */
const mediaOf = (response: unknown): readonly string[] =>
  (response as Answers | undefined)?.[200]?.openapi?.media ?? JSON_ONLY // safe: the responses of a route are schemas by status

function accessOf(security: Security | undefined): Route['access'] | undefined {
  if (security?.length === 0) return 'public'
  const scope = security?.[0]?.bearer?.[0]
  return scope !== undefined && isScope(scope) ? scope : undefined
}

function placeOf(listed: readonly Listed[]): Place | undefined {
  const routes = new Map(listed.flatMap(entryOf))
  const get = routes.get('GET')
  if (get && !routes.has('HEAD')) routes.set('HEAD', get)
  return routes.size === 0 ? undefined : withRoutes(routes)
}

const withRoutes = (routes: ReadonlyMap<string, Route>): Place => ({
  routes,
  isPublic: [...routes.values()].every(({ access }) => access === 'public'),
})

/** Text by which templates are sorted: the router tries a fixed segment before a parameter. */
const precedence = (template: string) => template.replaceAll(/:[^/]+/g, '\uffff')

/** Returns the pattern of the paths of a template, with or without a slash at their end. */
function patternOf(template: string): RegExp {
  const literal = template.replace(/\/$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replace(/:[^/]+/g, '[^/]+')}/?$`)
}

/** Returns the same path with or without a slash at its end: the router takes both. */
const looseOf = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`)
