import { Elysia, t } from 'elysia'
import { PAGE_PATHS } from '#src/explorer/paths'
import { refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { documentFor, type ExplorerPage, sendFile } from './page'

/** A hash in the name of an asset stands for its content, so a copy is good for a year. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
const CHECKED = 'public, no-cache'

/** Returns the routes of the explorer: its document at the address of every page, and its assets. Neither holds data. */
export function explorer(page: ExplorerPage) {
  const site = new Elysia({ name: 'vestim.explorer', detail: { hide: true, security: [] } }).use(access)
  for (const path of PAGE_PATHS)
    site.get(path, async ({ request, set }) => {
      set.headers.vary = `${set.headers.vary}, Accept-Language, Cookie`
      return sendFile(await documentFor(page, request), CHECKED, { request, set })
    })
  return site.get(
    '/explorer/assets/:name',
    async ({ params, request, requestId, set }) => {
      const file = (await page()).assets.get(params.name)
      if (file) return sendFile(file, IMMUTABLE, { request, set })
      return refuseRequest({ requestId, set }, 'no_such_route', 'The page is of another release: load it again.')
    },
    { params: t.Object({ name: t.String({ maxLength: 200 }) }) },
  )
}
