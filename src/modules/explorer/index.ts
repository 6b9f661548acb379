import { Elysia, t } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { LANGUAGE_COOKIE, LANGUAGES, type PageLanguage } from '#src/explorer/languages'
import { PAGE_PATHS } from '#src/explorer/paths'
import { prefersCoding } from '#src/http/accept-encoding'
import { isNotModified } from '#src/http/etag'
import { languageOf } from '#src/http/language'
import { type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { buildPage, CODINGS, type PageBundle, type PageFile } from './bundle'
import { PAGE_HEADERS } from './policy'

/** A hash in the name of an asset stands for its content, so a copy is good for a year. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
const CHECKED = 'public, no-cache'

type Asked = { request: Request; set: RefusalContext['set'] & { status?: number | string } }

/** Returns the routes of the explorer: its document at the address of every page, and its assets. Neither holds data. */
export function explorer({ config, stores }: Pick<Dependencies, 'config' | 'stores'>) {
  const page = createPage({ guest: config.guest, store: stores.mode })
  const site = new Elysia({ name: 'vestim.explorer', detail: { hide: true, security: [] } }).use(access)
  for (const path of PAGE_PATHS)
    site.get(path, async ({ cookie, request, set }) => {
      set.headers.vary = `${set.headers.vary}, Accept-Language, Cookie`
      const language = chosenLanguage(cookie[LANGUAGE_COOKIE]?.value) ?? languageOf(request.headers, LANGUAGES) ?? 'en'
      return send((await page()).shells[language], CHECKED, { request, set })
    })
  return site.get(
    '/explorer/assets/:name',
    async ({ params, request, requestId, set }) => {
      const file = (await page()).assets.get(params.name)
      if (file) return send(file, IMMUTABLE, { request, set })
      return refuseRequest({ requestId, set }, 'no_such_route', 'The page is of another release: load it again.')
    },
    { params: t.Object({ name: t.String({ maxLength: 200 }) }) },
  )
}

const chosenLanguage = (chosen: unknown): PageLanguage | undefined => LANGUAGES.find((language) => language === chosen)

/** Returns a getter of the page, which is built at the first call. A build that failed is tried again. */
function createPage(settings: Readonly<Record<string, string>>): () => Promise<PageBundle> {
  let building: Promise<PageBundle> | undefined
  return () => {
    building ??= buildPage(settings).catch((error: unknown) => {
      building = undefined
      throw error
    })
    return building
  }
}

/** Sends a file in the shortest coding that the client accepts, or 304 if it has this content. */
function send(file: PageFile, cacheControl: string, { request, set }: Asked): Response {
  const coding = CODINGS.find((one) => prefersCoding(request.headers.get('accept-encoding'), one))
  const bytes = coding ? file[coding] : file.plain
  const headers = { ...PAGE_HEADERS, 'cache-control': cacheControl, etag: file.etag }
  Object.assign(set.headers, headers)
  if (isNotModified(request.headers, file.etag)) {
    set.status = 304
    return new Response(null, { status: 304 })
  }
  Object.assign(set.headers, { 'content-type': file.type, 'content-length': String(bytes.length) })
  if (coding) set.headers['content-encoding'] = coding
  return new Response(bytes)
}
