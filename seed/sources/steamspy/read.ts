import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { type Api, createApi } from '#seed/api/client'
import { fingerprintPages, listSavedPages, readSavedPage, type SavedPage } from '#seed/formats/json-pages'
import type { Checkpoint, Opened, OpenOptions, Page } from '#seed/source'
import { brokenPage, type Content, splitPage } from './page'

const BASE_URL = 'https://steamspy.com'
/** A page a minute is allowed; the second more makes up for requests that do not travel equally fast. */
const SPACING_MS = 61_000
/** SteamSpy answers 403 to who is too fast. */
const THROTTLE = [403]
/** Ten times what there is: a list that goes on longer has lost its end. */
const MAX_PAGES = 1_000
const MAX_PAGE_BYTES = 64 * 1024 * 1024

/**
 * Opens SteamSpy's list of all games: from its API, or from a folder of saved pages where `from` names one.
 *
 * Both are the same list, so they share one dataset. A checkpoint names the next page.
 *
 * @throws {Failure} `source_unreadable` when `from` holds no page; while reading, `source_unavailable` when the API gives none.
 * @see https://steamspy.com/api.php
 */
export async function openSteamspy({ from, clock, baseUrl }: OpenOptions): Promise<Opened> {
  if (from !== undefined) return openFolder(from)
  const api = createApi({
    name: 'SteamSpy',
    baseUrl: baseUrl ?? BASE_URL,
    clock,
    spacingMs: SPACING_MS,
    throttle: THROTTLE,
  })
  const day = new Date(clock.now()).toISOString().slice(0, 10)
  return {
    dataset: 'list',
    fingerprint: `steamspy-api ${day}`,
    costly: true,
    pages: (after) => readApi(api, nextPage(after)),
  }
}

async function openFolder(from: string): Promise<Opened> {
  const saved = await listSavedPages(from)
  return {
    dataset: 'list',
    fingerprint: await fingerprintPages(saved),
    pages: (after) => readFolder(saved, nextPage(after)),
  }
}

const nextPage = (after: Checkpoint | undefined): number => Number(after?.page ?? 0)

/** Pages from number `first` to the first empty one; the next is asked for only once the caller wants it. */
async function* readApi(api: Api, first: number): Stream<Page> {
  for (let number = first; number < MAX_PAGES; number++) {
    const body = await api.get('api.php', { request: 'all', page: number })
    if (isEnd(body)) return
    const page = splitPage(body, { page: number })
    if (page.records.length === 0) throw notAPage(number)
    yield { ...page, checkpoint: { page: number + 1 }, done: number + 1 }
  }
  throw new Failure('source_unavailable', `SteamSpy's list did not end after ${MAX_PAGES} pages. Try again tomorrow.`)
}

/** After the last game the API sends an empty list, which may be written `{}`, `[]` or `null`. */
const isEnd = (body: unknown): boolean => body === null || (typeof body === 'object' && Object.keys(body).length === 0)

const notAPage = (number: number): Failure =>
  new Failure(
    'source_unavailable',
    `SteamSpy sent something else than games as page ${number}. Run the same command again later; it goes on there.`,
  )

/** Saved pages from position `first` of the folder on; the folder ends with its files, not at an empty page. */
async function* readFolder(saved: readonly SavedPage[], first: number): Stream<Page> {
  for (const [at, file] of saved.entries()) {
    if (at < first) continue
    yield { ...(await readSaved(file)), checkpoint: { page: at + 1 }, done: at + 1, total: saved.length }
  }
}

async function readSaved(file: SavedPage): Promise<Content> {
  const position = { page: file.number, file: file.name }
  const text = await readSavedPage(file, MAX_PAGE_BYTES)
  if (text === undefined) return brokenPage('', position, 'is too large to be a page of games')
  try {
    return splitPage(JSON.parse(text), position)
  } catch {
    return brokenPage(text, position, 'is not whole JSON')
  }
}
