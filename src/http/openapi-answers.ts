import type { Json, Node } from './openapi-node'
import { PROBLEM_TYPE, PROBLEMS } from './problem'

/** Headers of responses, by the name under which `components.headers` has them. */
const HEADERS: Readonly<Record<string, { name: string; description: string; example: string }>> = {
  RequestId: {
    name: 'X-Request-Id',
    description:
      'Id of the request: the one that was sent if it has 8 to 64 letters, digits and hyphens, else a new one',
    example: '0b8f2a9e-6f1c-4f0e-9a53-3d2f8e6c1b7a',
  },
  ETag: {
    name: 'ETag',
    description: 'Weak tag of the content: sent as If-None-Match, it gives 304 while the content is the same',
    example: 'W/"2ghata256w54w"',
  },
  Link: {
    name: 'Link',
    description: 'URL of the next page, with `rel="next"`; absent on the last page',
    example: '</v1/games?cursor=WyJUZXRyaXMiXQ.5m9mF0u1c2d3e4f5>; rel="next"',
  },
  RetryAfter: { name: 'Retry-After', description: 'Seconds after which to try again', example: '5' },
  RateLimit: {
    name: 'RateLimit',
    description:
      'On routes with a quota: its name, the requests that are left (r), and the seconds until it is whole again (t)',
    example: '"export";r=59;t=3600',
  },
  RateLimitPolicy: {
    name: 'RateLimit-Policy',
    description: 'On routes with a quota: its name, the requests of one caller (q) in so many seconds (w)',
    example: '"export";q=60;w=3600',
  },
  Authenticate: { name: 'WWW-Authenticate', description: 'Scheme of the credentials', example: 'Bearer' },
  Location: {
    name: 'Location',
    description: 'URL of the game that this one was merged into',
    example: '/v1/games/portal-2',
  },
}

/** Headers that some of the responses that list them do not have. */
const OPTIONAL: ReadonlySet<string> = new Set(['Link', 'RetryAfter', 'RateLimit', 'RateLimitPolicy'])

/** Returns the headers of responses for `components`. */
export const responseHeaders = (): Node =>
  Object.fromEntries(
    Object.entries(HEADERS).map(([key, { description, example }]) => [
      key,
      { description, required: !OPTIONAL.has(key), schema: { type: 'string' }, example },
    ]),
  )

/** Traits of an operation that decide about its headers: its responses have an ETag, and it has pages. */
export type AnswerTraits = { isTagged: boolean; isPaged: boolean }

/** Returns the responses of an operation with their headers, a 304 where they have an ETag, and the codes of each refusal. */
export function describedAnswers(responses: Node, traits: AnswerTraits): Node {
  const unchanged = { description: 'The copy of the client is current: If-None-Match has its ETag' }
  const all = { ...(traits.isTagged && { 304: unchanged }), ...responses }
  return Object.fromEntries(
    Object.entries(all).map(([status, response]) => [status, described(Number(status), response as Node, traits)]), // safe: responses are objects
  )
}

function described(status: number, response: Node, traits: AnswerTraits): Node {
  const headers = headersOf(status, traits).map((key) => [HEADERS[key]?.name, { $ref: `#/components/headers/${key}` }])
  const isProblem = PROBLEM_TYPE in ((response.content ?? {}) as Node) // safe: a finished response
  return {
    ...response,
    description: isProblem ? refusals(status) : (response.description ?? 'As described'),
    headers: Object.fromEntries(headers),
  }
}

function headersOf(status: number, { isTagged, isPaged }: AnswerTraits): string[] {
  const own: Record<number, string[]> = {
    200: [...(isTagged ? ['ETag'] : []), ...(isPaged ? ['Link'] : [])],
    304: ['ETag'],
    308: ['Location'],
    401: ['Authenticate'],
    429: ['RetryAfter', 'RateLimit', 'RateLimitPolicy'],
    503: ['RetryAfter'],
  }
  return ['RequestId', ...(own[status] ?? [])]
}

/** Returns the kinds of problem that have a status, in words. */
function refusals(status: number): string {
  const kinds = Object.entries(PROBLEMS).filter(([, problem]) => problem.status === status)
  return kinds.map(([code, { title }]) => `${title} (\`${code}\`)`).join('; ')
}

/** Returns an example of a parameter or a body, the first of the `examples` of its schema, or of its words; nothing if it has none of both. */
export function exampleOf(schema: Json | undefined): { example?: Json } {
  const { examples, enum: words } = (schema ?? {}) as Node // safe: a schema is an object
  const [first] = [examples, words].flat().filter((value) => value !== undefined && value !== null)
  return first === undefined ? {} : { example: first }
}
