const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/

/** Security headers of every response. The documentation page and its script have another content security policy. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** `Cache-Control` of a response that must not be kept: a refusal, a decision, an export, or data of one person. */
export const NO_STORE = 'no-store'

/**
 * Returns the request id that the client sent if it is well formed, else a new UUID: other text could forge log lines.
 */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && REQUEST_ID.test(given) ? given : crypto.randomUUID()
}
