/** A weak validator: equal tags mean equal content, whatever the bytes. */
export const etagOf = (...parts: readonly (string | number)[]): string => `W/"${parts.join('.')}"`

/** Whether what the client holds is still current (If-None-Match of RFC 9110, compared weakly). */
export function isNotModified(headers: Headers, etag: string): boolean {
  const held = headers.get('if-none-match')
  if (held === null) return false
  const opaque = etag.replace(/^W\//, '')
  return held.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === opaque)
}
