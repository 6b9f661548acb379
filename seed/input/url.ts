import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { backOffMs, retry } from '#lib/retry'
import { skipBytes } from './bytes'
import { type Fetched, fetchFrom, paced, type Web } from './fetch'
import { sha256 } from './fingerprint'
import type { Stored } from './stored'

const HELD_BYTES = 1024 * 1024
/** A connection that brought so much was worth another. */
const PROGRESS_BYTES = 1024 * 1024

/** Whether what is to be read is a URL. */
export const isUrl = (from: string): boolean => /^https?:\/\//i.test(from)

/** What tells one content of a URL from the next. */
type Stamp = { etag: string | null; modified: string | null; size: number | undefined }

type Remote = { url: URL; name: string; stamp: Stamp; web: Web }

/**
 * The file behind a URL, whose first MiB is held. It is fetched while it is read: what breaks off is resumed where the
 * server can, else fetched anew and skipped.
 *
 * Its fingerprint is made of the address without its query, ETag, Last-Modified and length; where the server tells
 * neither of the first two it is random, and no run is resumed. No message holds more than the name of the file.
 *
 * @throws {Failure} `source_unreadable` for what stays so: a host that is not public, 404, a web page, too many bytes;
 * `source_unavailable` for what may pass
 */
export async function storedAt(address: string, web: Web): Promise<Stored> {
  const url = urlOf(address)
  const name = nameOf(url)
  const response = await fetchWithRetries({ url, name, web }, {})
  const remote: Remote = { url, name, stamp: stampOf(response), web }
  const { size } = remote.stamp
  if ((size ?? 0) > web.maxBytes) throw tooLong(remote)
  const held = await hold(remote, response)
  return {
    name,
    ...(size !== undefined && { size }),
    fingerprint: fingerprintOf(remote),
    slice: (from) => replay(remote, held, from),
  }
}

function urlOf(address: string): URL {
  const url = URL.parse(address)
  if (url) return url
  throw new Failure('source_unreadable', 'The address is no URL: write it like https://host/games.csv.')
}

const nameOf = ({ pathname, hostname }: URL): string => (pathname.split('/').at(-1) || hostname).slice(0, 100)

/**
 * Fetches until there is a response.
 *
 * @throws {Failure} `source_unreadable` for a lasting fault, `source_unavailable` after the last try
 */
async function fetchWithRetries(
  { url, name, web }: Pick<Remote, 'url' | 'name' | 'web'>,
  headers: Record<string, string>,
): Promise<Response> {
  const { outcome, tries } = await retry(
    async () => capped(await fetchFrom(url, { 'accept-encoding': 'identity', ...headers }, web)),
    web,
  )
  if (outcome.ok) return outcome.response
  const { fault, retryable } = outcome
  if (retryable) throw unavailable(name, `${fault}, ${tries} times over`)
  throw new Failure('source_unreadable', `"${name}" cannot be fetched: ${fault}. Check the address.`)
}

const LONGEST_WAIT_MS = 5 * 60_000

/** Shortens the pause a server asks for to 5 minutes. */
const capped = (fetched: Fetched): Fetched =>
  fetched.ok || fetched.retryAfterMs === undefined
    ? fetched
    : { ...fetched, retryAfterMs: Math.min(LONGEST_WAIT_MS, fetched.retryAfterMs) }

const unavailable = (name: string, fault: string): Failure =>
  new Failure(
    'source_unavailable',
    `"${name}" cannot be fetched: ${fault}. Run the same command again later; it goes on where it stopped.`,
  )

const tooLong = ({ name, web }: Remote): Failure =>
  new Failure(
    'source_unreadable',
    `"${name}" is longer than the ${Math.round(web.maxBytes / 1024 ** 3)} GiB that are fetched: save it on the disk and read it there.`,
  )

function stampOf({ status, headers }: Response): Stamp {
  const length = status === 206 ? headers.get('content-range')?.split('/')[1] : headers.get('content-length')
  const size = length && /^\d{1,15}$/.test(length) ? Number(length) : undefined
  return { etag: headers.get('etag'), modified: headers.get('last-modified'), size }
}

function fingerprintOf({ url, stamp }: Remote): string {
  const { etag, modified, size } = stamp
  if (!etag && !modified) return sha256(crypto.randomUUID())
  return sha256(JSON.stringify([url.origin + url.pathname, etag, modified, size ?? null]))
}

type Held = { bytes: Uint8Array; isAll: boolean }

async function hold(remote: Remote, response: Response): Promise<Held> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of resumed(remote, 0, response)) {
    pieces.push(piece)
    length += piece.length
    if (length >= HELD_BYTES) break
  }
  const bytes = Buffer.concat(pieces)
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  if (isPage || /^\s*<(?:!doctype html|html)/i.test(bytes.toString('latin1', 0, 256)))
    throw new Failure(
      'source_unreadable',
      `"${remote.name}" is a web page, not a file: copy the address of the file itself, or download it and read it from the disk.`,
    )
  return { bytes, isAll: length < HELD_BYTES }
}

async function* replay(remote: Remote, held: Held, from: number): Stream<Uint8Array> {
  if (from < held.bytes.length) yield held.bytes.subarray(from)
  if (!held.isAll) yield* resumed(remote, Math.max(from, held.bytes.length))
}

/** Everything from a byte on; a connection that breaks is followed by another. `first` is an answer that is there already. */
async function* resumed(remote: Remote, from: number, first?: Response): Stream<Uint8Array> {
  const { name, web } = remote
  const place = { at: from }
  let failures = 0
  for (let response = first; ; response = undefined) {
    const begun = place.at
    if (yield* oneConnection(remote, place, response)) return
    failures = place.at - begun >= PROGRESS_BYTES ? 1 : failures + 1
    if (failures >= web.tries) throw unavailable(name, `it broke off, ${failures} times over`)
    await web.sleep(backOffMs(failures))
  }
}

/** Passes on what one connection gives, moving the place; answers whether that was all there is. */
async function* oneConnection(
  remote: Remote,
  place: { at: number },
  given: Response | undefined,
): AsyncGenerator<Uint8Array, boolean> {
  try {
    for await (const piece of piecesFrom(remote, place.at, given)) {
      place.at += piece.length
      if (place.at > remote.web.maxBytes) throw tooLong(remote)
      yield piece
    }
    return place.at >= (remote.stamp.size ?? 0)
  } catch (error) {
    if (error instanceof Failure) throw error
    return false
  }
}

async function* piecesFrom(remote: Remote, at: number, given: Response | undefined): Stream<Uint8Array> {
  const response = given ?? (await fetchWithRetries(remote, rangeFrom(at, remote.stamp)))
  if (!isSame(stampOf(response), remote.stamp)) {
    await response.body?.cancel()
    throw new Failure('source_unavailable', `"${remote.name}" changed while it was read: run the same command again.`)
  }
  const pieces = paced(response.body ?? new ReadableStream(), remote.web.paceMs)
  yield* response.status === 206 ? pieces : skipBytes(pieces, given ? 0 : at)
}

function rangeFrom(at: number, { etag }: Stamp): Record<string, string> {
  if (at === 0) return {}
  return { range: `bytes=${at}-`, ...(etag && !etag.startsWith('W/') && { 'if-range': etag }) }
}

const isSame = (now: Stamp, then: Stamp): boolean =>
  now.etag === then.etag && now.modified === then.modified && (now.size ?? then.size) === (then.size ?? now.size)
