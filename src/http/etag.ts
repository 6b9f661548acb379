/**
 * Returns the weak ETag of a body. Equal tags mean equal content, but not equal bytes: the same body may be sent as gzip.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
 */
export const etagOf = (body: string | Uint8Array): string => `W/"${Bun.hash.xxHash64(body).toString(36)}"`

const TAG = /\s*(?:W\/)?("[^"]*")\s*(?:,|$)/y

/**
 * True if the client's copy is current: If-None-Match is `*` or a list with this ETag, compared weakly. A malformed list matches nothing
 * from its fault on.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function isNotModified(headers: Headers, etag: string): boolean {
  const held = headers.get('if-none-match')
  if (held === null) return false
  return held.trim() === '*' || opaqueTags(held).includes(etag.replace(/^W\//, ''))
}

/** Returns the tags of a list without the mark of weak ones. A tag may have commas. */
function opaqueTags(list: string): string[] {
  const tags: string[] = []
  TAG.lastIndex = 0
  for (let found = TAG.exec(list); found; found = TAG.exec(list)) tags.push(found[1] ?? '')
  return tags
}
