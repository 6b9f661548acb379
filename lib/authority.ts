const AUTHORITY = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i
const HIGHEST_PORT = 65_535

/** Host that a request names, and its port. (`port` is `undefined` if it names none) */
export type Authority = { host: string; port: number | undefined }

/**
 * Reads `host[:port]`. The host comes in small letters, without the dot that may end a full name, and an IPv6 address in its
 * shortest form, in brackets. (`undefined` if the text is nothing of the kind)
 *
 * @see https://datatracker.ietf.org/doc/html/rfc3986#section-3.2
 */
export function parseAuthority(text: string): Authority | undefined {
  const [, name = '', digits] = AUTHORITY.exec(text) ?? []
  const host = name.startsWith('[') ? shortest(name) : name.toLowerCase().replace(/\.$/, '')
  const port = digits === undefined ? undefined : Number(digits)
  return host && (port ?? 0) <= HIGHEST_PORT ? { host, port } : undefined
}

/** Returns an IPv6 address in brackets as URLs write it; an empty text if it is none. */
const shortest = (address: string): string =>
  URL.canParse(`http://${address}/`) ? new URL(`http://${address}/`).hostname : ''
