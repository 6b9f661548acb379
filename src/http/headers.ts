const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/

/** On every response. Nothing here is a page of ours but `/swagger`, which brings a policy of its own. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** The id a request came with where it is one, else a new one: what a client sends must not be able to forge a log. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && REQUEST_ID.test(given) ? given : crypto.randomUUID()
}
