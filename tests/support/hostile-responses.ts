/** Faults of an Elasticsearch: of its connections, of the time it takes, of what it sends. `well` is none. */
export const HOSTILE_MODES = [
  'well',
  'refused',
  'reset',
  'garbage',
  'hung-head',
  'hung-body',
  'drip',
  'redirect',
  'unauthorized',
  'busy',
  'error-page',
  'html',
  'truncated',
  'object',
  'array',
  'null',
  'bare-hits',
  'other-product',
  'huge',
] as const

export type HostileMode = (typeof HOSTILE_MODES)[number]

/** What is sent: the text at once, then one more byte a second, or endless data, or silence. `ends` closes the connection. */
export type HostileResponse = { text: string; after?: 'drip' | 'flood' | 'silence'; ends?: boolean }

const STATUS_TEXT: Record<number, string> = {
  200: 'OK',
  301: 'Moved Permanently',
  401: 'Unauthorized',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}
const JSON_TYPE = 'application/vnd.elasticsearch+json;compatible-with=9'
const PAGE = '<!doctype html><html><body><h1>It works</h1></body></html>'
const ANSWER = '{"took":1,"timed_out":false,"hits":{"total":{"value":1,"relation":"eq"},"hits":[]}}'
const HUNDRED_MB = 100_000_000

/** Returns the head of a response; a `length` of `undefined` means that its end is the end of the connection. */
export function responseHead(status: number, headers: Record<string, string>, length: number | undefined): string {
  const all = {
    'X-Elastic-Product': 'Elasticsearch',
    'Content-Type': JSON_TYPE,
    ...headers,
    ...(length === undefined ? { Connection: 'close' } : { 'Content-Length': String(length) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? 'Status'}`, ...lines, '', ''].join('\r\n')
}

const whole = (status: number, body: string, headers: Record<string, string> = {}): HostileResponse => ({
  text: responseHead(status, headers, Buffer.byteLength(body)) + body,
})

const errorBody = (status: number, type: string) => JSON.stringify({ error: { type, reason: 'as configured' }, status })

/** Responses by mode; `well`, `refused` and `reset` are not responses. */
export const HOSTILE_RESPONSES: Record<Exclude<HostileMode, 'well' | 'refused' | 'reset'>, HostileResponse> = {
  garbage: { text: 'EHLO this is not HTTP\u0000\u0001\r\n\r\n', ends: true },
  'hung-head': { text: '', after: 'silence' },
  'hung-body': { text: responseHead(200, {}, 1000), after: 'silence' },
  drip: { text: responseHead(200, {}, 1_000_000), after: 'drip' },
  redirect: whole(301, '', { Location: 'http://127.0.0.1:9/elsewhere' }),
  unauthorized: whole(401, errorBody(401, 'security_exception')),
  busy: whole(429, errorBody(429, 'circuit_breaking_exception')),
  'error-page': whole(500, PAGE, { 'Content-Type': 'text/html' }),
  html: whole(200, PAGE, { 'Content-Type': 'text/html' }),
  truncated: { text: responseHead(200, {}, undefined) + ANSWER.slice(0, -20), ends: true },
  object: whole(200, '{}'),
  array: whole(200, '[]'),
  null: whole(200, 'null'),
  'bare-hits': whole(200, '{"hits":{"total":{"value":2,"relation":"eq"},"hits":[{"_id":"a"},{"_id":"b"}]}}'),
  'other-product': whole(200, ANSWER, { 'X-Elastic-Product': 'Other' }),
  huge: { text: responseHead(200, {}, HUNDRED_MB), after: 'flood' },
}
