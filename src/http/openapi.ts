import { type AnyElysia, Elysia } from 'elysia'
import type { Config } from '#lib/config'
import { LIMITS } from './limits'
import { finished } from './openapi-finish'
import type { Node } from './openapi-node'
import { withNamedSchemas } from './openapi-schemas'
import { SWAGGER_PAGE, SWAGGER_POLICY, SWAGGER_SCRIPT } from './swagger-page'

export type OpenApiOptions = Pick<Config, 'publicUrl' | 'guest'> & { version: string; app: () => AnyElysia }

/** Returns the routes of the documentation: an OpenAPI 3.1 document made from the routes, and a page that shows it. */
export function openapi(options: OpenApiOptions) {
  let document: Promise<string> | undefined
  const json = () => {
    document ??= describe(options)
    return document
  }
  const site = new Elysia({ name: 'vestim.openapi', detail: { hide: true, security: [] } })
  for (const [path, type, read] of [...PAGES, ['/swagger/json', 'application/json', json]] as const)
    site.get(path, async ({ set }) => {
      set.headers['content-type'] = type
      set.headers['content-security-policy'] = SWAGGER_POLICY
      set.headers['cache-control'] = 'public, no-cache'
      return await read()
    })
  return site
}

const asset = (name: string) => Bun.file(Bun.fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))).text()

const PAGES: readonly (readonly [path: string, type: string, read: () => string | Promise<string>])[] = [
  ['/swagger', 'text/html; charset=utf-8', () => SWAGGER_PAGE],
  ['/swagger/page.js', 'text/javascript; charset=utf-8', () => SWAGGER_SCRIPT],
  ['/swagger/swagger-ui.css', 'text/css; charset=utf-8', () => asset('swagger-ui.css')],
  ['/swagger/swagger-ui-bundle.js', 'text/javascript; charset=utf-8', () => asset('swagger-ui-bundle.js')],
]

/**
 * Returns the document that the swagger plugin makes of the routes, finished, as JSON. The plugin's own page loads a
 * script from another site, so the plugin is asked for the document only and its routes are not served.
 */
async function describe({ app, version, publicUrl, guest }: OpenApiOptions): Promise<string> {
  // Loading it takes as long as loading Elysia, and most starts never show the document.
  const { swagger } = await import('@elysiajs/swagger')
  const plugin = swagger({
    documentation: {
      info: { title: 'VestimLib', version, description: DESCRIPTION },
      servers: [{ url: publicUrl ?? '/' }],
      tags: TAGS,
    },
  })
  Object.assign(plugin, { getGlobalRoutes: () => app().routes })
  const response = await plugin.handle(new Request('http://localhost/swagger/json'))
  return JSON.stringify(withNamedSchemas(finished((await response.json()) as Node, guest))) // safe: the response of the plugin is a document
}

const DESCRIPTION = `One clean video-game catalogue out of many sources: searchable, explainable, self-hosted.

A refusal is a problem (RFC 9457). Of several reasons the first in this order is given: 401, 404 for an unknown path, 405, 403, 406, 413, 414, 400, 422.

A body is JSON in UTF-8 without a byte order mark, of at most ${LIMITS.bodyBytes / 1024 / 1024} MiB, ${LIMITS.bodyLevels} levels of arrays and objects, and \
${LIMITS.bodyCommas.toLocaleString('en')} items and members, of which one object has at most ${LIMITS.bodyMembers.toLocaleString('en')}; it arrives within ${LIMITS.bodyMs / 1000} seconds. Of two members with one name the last counts. No text may have a NUL or \
half a surrogate pair.`

const TAGS = [
  { name: 'games', description: 'The games of the catalogue, and their changes' },
  { name: 'search', description: 'Search of games by the words of their titles' },
  { name: 'reconciliation', description: 'The reconciliation protocol of OpenRefine and other clients' },
  { name: 'vocabulary', description: 'Platforms, genres, regions, rating boards, companies and sources' },
  { name: 'decisions', description: 'Decisions of people, which win over every source' },
  { name: 'loader', description: 'Runs of the loader, and the records it refused' },
  { name: 'accounts', description: 'Signing in, the own account, and what administrators do' },
  { name: 'privacy', description: 'What is done with personal data' },
  { name: 'collections', description: 'The games of a person: owned, wished, playing, finished, and lists with names' },
  { name: 'health', description: 'Checks for monitoring' },
]
