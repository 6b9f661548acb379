/**
 * Returns a weak ETag made of these parts. Equal tags mean equal content, but not necessarily equal bytes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
 */
export const etagOf = (...parts: readonly (string | number)[]): string => `W/"${parts.join('.')}"`

/**
 * True if the client's copy is current: If-None-Match is `*` or lists this ETag, compared weakly.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function isNotModified(headers: Headers, etag: string): boolean {
  const held = headers.get('if-none-match')
  if (held === null) return false
  const opaque = etag.replace(/^W\//, '')
  return held.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === opaque)
}
