import { LANGUAGE_COOKIE, LANGUAGES, type PageLanguage } from '#src/explorer/languages'
import { prefersCoding } from '#src/http/accept-encoding'
import { isNotModified } from '#src/http/etag'
import { languageOf } from '#src/http/language'
import type { RefusalContext } from '#src/http/problem'
import { buildPage, CODINGS, type PageBundle, type PageFile } from './bundle'
import { PAGE_HEADERS } from './policy'

/** Getter of the explorer. */
export type ExplorerPage = () => Promise<PageBundle>

/** Returns a getter of the explorer, which is built at the first call. A build that failed is tried again. */
export function createExplorerPage(settings: Readonly<Record<string, string>>): ExplorerPage {
  let building: Promise<PageBundle> | undefined
  return () => {
    building ??= buildPage(settings).catch((error: unknown) => {
      building = undefined
      throw error
    })
    return building
  }
}

/** Returns the document in the language that was chosen, or else that of the browser. (Default: English) */
export async function documentFor(page: ExplorerPage, { headers }: Request): Promise<PageFile> {
  const chosen = new Bun.CookieMap(headers.get('cookie') ?? '').get(LANGUAGE_COOKIE)
  const language: PageLanguage = LANGUAGES.find((one) => one === chosen) ?? languageOf(headers, LANGUAGES) ?? 'en'
  return (await page()).shells[language]
}

/** A request and what is set for its response. */
type PageRequest = { request: Request; set: RefusalContext['set'] & { status?: number | string } }

/** Sends a file in the shortest coding that the client accepts, or 304 if it has this content. */
export function sendFile(file: PageFile, cacheControl: string, { request, set }: PageRequest): Response {
  Object.assign(set.headers, { ...PAGE_HEADERS, 'cache-control': cacheControl, etag: file.etag })
  if (isNotModified(request.headers, file.etag)) {
    set.status = 304
    return new Response(null, { status: 304 })
  }
  return withBody(file, { request, set })
}

/** Sends a file as 404, never as 304. */
export function sendMissing(file: PageFile, to: PageRequest): Response {
  Object.assign(to.set.headers, PAGE_HEADERS)
  to.set.status = 404
  return withBody(file, to)
}

function withBody(file: PageFile, { request, set }: PageRequest): Response {
  const coding = CODINGS.find((one) => prefersCoding(request.headers.get('accept-encoding'), one))
  const bytes = coding ? file[coding] : file.plain
  Object.assign(set.headers, { 'content-type': file.type, 'content-length': String(bytes.length) })
  if (coding) set.headers['content-encoding'] = coding
  return new Response(bytes, { status: Number(set.status ?? 200) })
}
