import { parseAuthority } from '#lib/authority'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
/** Ports of HTTP and HTTPS, which clients leave out. */
const UNSAID_PORTS = [80, 443]

/** Names under which the service is reached: the address it listens on, the public one, and others as `host[:port]`. */
export type Reached = { host: string; publicUrl: string | undefined; allowedHosts: readonly string[] }

/**
 * True if a request is meant for this service; `forwardedHost` is the host that a trusted proxy says the client asked
 * for.
 */
export type IsOurHost = (request: Request, forwardedHost?: string) => boolean

/**
 * Returns a check of every host that a request names: in its URL, in its Host header, and forwarded by a trusted proxy.
 * All must be ours.
 *
 * A foreign name is refused for two reasons: a page of another site may have pointed its own name at this machine (DNS
 * rebinding), and a proxy may read the path of such a request differently from this service. Ports are compared only where
 * `allowedHosts` names one, because they are often mapped.
 */
export function createHostCheck({ host, publicUrl, allowedHosts }: Reached): IsOurHost {
  const publicHost = publicUrl ? [new URL(publicUrl).hostname] : []
  const ours = new Set([...LOOPBACK, bracketed(host), ...publicHost, ...allowedHosts].flatMap(toKnown))
  const isKnown = (text: string) => {
    const named = parseAuthority(text)
    if (!named) return false
    const ports = named.port === undefined ? UNSAID_PORTS : [named.port]
    return ours.has(named.host) || ports.some((port) => ours.has(`${named.host}:${port}`))
  }
  return ({ headers, url }, forwardedHost) => {
    const header = headers.get('host')
    const scheme = url.indexOf('://')
    // A request of HTTP/1.0 may name no host at all: its URL is then a bare path.
    if (scheme === -1) return false
    const authority = url.slice(scheme + 3, url.indexOf('/', scheme + 3))
    if (!isKnown(authority) || (forwardedHost !== undefined && !isKnown(forwardedHost))) return false
    return header === null || header === authority || isKnown(header)
  }
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)

function toKnown(text: string): string[] {
  const named = parseAuthority(text)
  if (!named) return []
  return [named.port === undefined ? named.host : `${named.host}:${named.port}`]
}
