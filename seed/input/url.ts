import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { backOffMs, retry } from '#lib/retry'
import { skipBytes } from './bytes'
import { type Fetched, fetchFrom, paced, type Web } from './fetch'
import { sha256 } from './fingerprint'
import type { Stored } from './stored'

const HELD_BYTES = 1024 * 1024
/** A connection that delivered this much resets the count of failures. */
const PROGRESS_BYTES = 1024 * 1024

/** True if a text is an http or https URL. */
export const isUrl = (from: string): boolean => /^https?:\/\//i.test(from)

/** Response headers that change with the content of a URL. */
type Stamp = { etag: string | null; modified: string | null; size: number | undefined }

type Remote = { url: URL; name: string; stamp: Stamp; web: Web }

/**
 * Returns the file behind a URL. Its first MiB is kept in memory, the rest is fetched while it is read. After a broken
 * connection it continues with a range request or, where the server ignores that, fetches again and skips.
 *
 * The fingerprint covers ETag, Last-Modified, length, and the address without its query. If the server sends neither ETag nor
 * Last-Modified it is random, and no run is resumed. Messages name only the file or, if the path ends with `/`, the host.
 *
 * @throws {Failure} `source_unreadable` for a lasting fault: a host that is not public, 404, a web page, too many bytes;
 * `source_unavailable` for one that may pass
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
  throw new Failure('source_unreadable', 'The address is not a valid URL: write it like https://host/games.csv.')
}

const nameOf = ({ pathname, hostname }: URL): string => (pathname.split('/').at(-1) || hostname).slice(0, 100)

/**
 * Fetches until there is a response, at most `web.tries` times.
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
  if (retryable) throw unavailable(name, `${fault}, ${tries} times in a row`)
  throw new Failure('source_unreadable', `"${name}" cannot be fetched: ${fault}. Check the address.`)
}

const LONGEST_WAIT_MS = 5 * 60_000

/** Limits the pause that a server asks for to 5 minutes. */
const capped = (fetched: Fetched): Fetched =>
  fetched.ok || fetched.retryAfterMs === undefined
    ? fetched
    : { ...fetched, retryAfterMs: Math.min(LONGEST_WAIT_MS, fetched.retryAfterMs) }

const unavailable = (name: string, fault: string): Failure =>
  new Failure(
    'source_unavailable',
    `"${name}" cannot be fetched: ${fault}. Run the same command again later; it continues where it stopped.`,
  )

const tooLong = ({ name, web }: Remote): Failure =>
  new Failure(
    'source_unreadable',
    `"${name}" is longer than ${Math.round(web.maxBytes / 1024 ** 3)} GiB, the most that is fetched: download it and read it from the disk.`,
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
      `"${remote.name}" is a web page, not a file: use the address of the file itself, or download it and read it from the disk.`,
    )
  return { bytes, isAll: length < HELD_BYTES }
}

async function* replay(remote: Remote, held: Held, from: number): Stream<Uint8Array> {
  if (from < held.bytes.length) yield held.bytes.subarray(from)
  if (!held.isAll) yield* resumed(remote, Math.max(from, held.bytes.length))
}

/**
 * Yields everything from a byte offset on, with a new connection after each that broke. `first` is a response that is already
 * open.
 *
 * @throws {Failure} `source_unavailable` after `web.tries` failures in a row, or if the file changed; `source_unreadable` if it is
 * too long or cannot be fetched again
 */
async function* resumed(remote: Remote, from: number, first?: Response): Stream<Uint8Array> {
  const { name, web } = remote
  const offset = { at: from }
  let failures = 0
  for (let response = first; ; response = undefined) {
    const begun = offset.at
    if (yield* oneConnection(remote, offset, response)) return
    failures = offset.at - begun >= PROGRESS_BYTES ? 1 : failures + 1
    if (failures >= web.tries) throw unavailable(name, `the connection broke, ${failures} times in a row`)
    await web.sleep(backOffMs(failures))
  }
}

/** Yields the pieces of one connection and advances `offset`; returns true at the end of the file, false if the connection broke. */
async function* oneConnection(
  remote: Remote,
  offset: { at: number },
  given: Response | undefined,
): AsyncGenerator<Uint8Array, boolean> {
  try {
    for await (const piece of piecesFrom(remote, offset.at, given)) {
      offset.at += piece.length
      if (offset.at > remote.web.maxBytes) throw tooLong(remote)
      yield piece
    }
    return offset.at >= (remote.stamp.size ?? 0)
  } catch (error) {
    if (error instanceof Failure) throw error
    return false
  }
}

async function* piecesFrom(remote: Remote, at: number, given: Response | undefined): Stream<Uint8Array> {
  const response = given ?? (await fetchWithRetries(remote, rangeFrom(at, remote.stamp)))
  if (!isSame(stampOf(response), remote.stamp)) {
    await response.body?.cancel()
    throw new Failure(
      'source_unavailable',
      `"${remote.name}" changed while it was being read: run the same command again.`,
    )
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
