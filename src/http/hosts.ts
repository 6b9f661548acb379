const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const AUTHORITY = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i

/** Names under which the service is reached: the address it listens on and the public one. */
export type Reached = { host: string; publicUrl: string | undefined }

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
 * rebinding), and a proxy may read the path of such a request differently from this service. Ports are not compared,
 * because they are often mapped.
 */
export function createHostCheck({ host, publicUrl }: Reached): IsOurHost {
  const ours = new Set([...LOOPBACK, bracketed(host.toLowerCase())])
  if (publicUrl) ours.add(new URL(publicUrl).hostname.toLowerCase())
  const known = (authority: string) => ours.has(AUTHORITY.exec(authority)?.[1]?.toLowerCase() ?? '')
  return ({ headers, url }, forwardedHost) => {
    const header = headers.get('host')
    const scheme = url.indexOf('://')
    // A request of HTTP/1.0 may name no host at all: its URL is then a bare path.
    if (scheme === -1) return false
    const authority = url.slice(scheme + 3, url.indexOf('/', scheme + 3))
    if (!known(authority) || (forwardedHost !== undefined && !known(forwardedHost))) return false
    return header === null || header === authority || known(header)
  }
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)
