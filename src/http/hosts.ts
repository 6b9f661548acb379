const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const AUTHORITY = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i

/** Where the service is reached. */
export type Reached = { host: string; publicUrl: string | undefined }

/** Tells whether a request is meant for this service. */
export type IsOurHost = (request: Request) => boolean

/**
 * A check of the host a request names, in its Host header and in its address: both must be ours.
 *
 * A foreign name is refused because a page of another site may have pointed its name at this machine (DNS rebinding), and
 * because proxies and this service could read the path of such a request differently. Ports are not compared: they are
 * often mapped.
 */
export function createHostCheck({ host, publicUrl }: Reached): IsOurHost {
  const ours = new Set([...LOOPBACK, bracketed(host.toLowerCase())])
  if (publicUrl) ours.add(new URL(publicUrl).hostname.toLowerCase())
  const known = (authority: string) => ours.has(AUTHORITY.exec(authority)?.[1]?.toLowerCase() ?? '')
  return ({ headers, url }) => {
    const header = headers.get('host')
    const scheme = url.indexOf('://')
    // A request of HTTP/1.0 may name no host at all: its address is then a bare path.
    if (scheme === -1) return false
    const authority = url.slice(scheme + 3, url.indexOf('/', scheme + 3))
    return known(authority) && (header === null || header === authority || known(header))
  }
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)
