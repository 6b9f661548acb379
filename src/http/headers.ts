const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/

/** Security headers of every response. The documentation page and its script have another content security policy. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** For a year, browsers that were here by HTTPS do not come by HTTP. Other hosts below this one are not ours to decide about. */
const STRICT_TRANSPORT = { 'strict-transport-security': 'max-age=31536000' }

/** Returns the security headers of a service with this public URL: where it is https, browsers are told to keep to it. */
export const securityHeadersOf = (publicUrl: string | undefined): Readonly<Record<string, string>> =>
  publicUrl?.startsWith('https:') ? { ...SECURITY_HEADERS, ...STRICT_TRANSPORT } : SECURITY_HEADERS

/** `Cache-Control` of a response that must not be kept: a refusal, a decision, an export, or data of one person. */
export const NO_STORE = 'no-store'

/**
 * Returns the request id that the client sent if it is well formed, else a new UUID: other text could forge log lines.
 */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && REQUEST_ID.test(given) ? given : crypto.randomUUID()
}
