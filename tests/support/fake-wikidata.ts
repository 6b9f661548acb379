import type { Clock } from '#seed/contract/clock'
import { type Asked, type FakeApi, type FakeOptions, type Limits, startFakeApi } from './fake-api'
import { createRandom } from './random'

type Term = { type: string; value: string; 'xml:lang'?: string }
/** Row of a response. */
export type Binding = Record<string, Term>

/** Item with its number, the time of its last edit (`2023-01-01T00:00:00Z`), and the rows about it. */
export type Item = { number: number; modified: string; rows: Binding[] }

export type FakeWikidataOptions = FakeOptions & {
  items: readonly Item[]
  /** Items on which every query fails, and how. */
  poison?: { numbers: readonly number[]; as: Failing }
  /** Queries about more items than this time out. */
  most?: number
  /** Lists of more items than this time out. */
  mostListed?: number
  /** Duration of a query in ms of the clock. */
  queryMs?: number
}

/** Failure of a query: status 200 that ends in a stack trace, status 200 that is cut off, status 500. */
export type Failing = 'timeout' | 'truncated' | 'status 500'

const ENTITY = 'http://www.wikidata.org/entity/Q'
const RETRY_AFTER_S = 90

/** Starts a fake of the query service, with its limits on parallel queries, query time and errors. */
export function startFakeWikidata(options: FakeWikidataOptions): FakeApi {
  const { clock, queryMs = 1_000 } = options
  const shuffle = createShuffle()
  const answer = async ({ headers, body }: Asked): Promise<Response> => {
    if (!/\(.*(?:https?:|@).*\)/.test(headers.get('user-agent') ?? '')) return stranger()
    await clock.sleep(queryMs)
    return answerTo(new URLSearchParams(body).get('query') ?? '', options, shuffle)
  }
  return startFakeApi(options, { answer, refuse: tooMany, tooFast: tooMany, limits: createPolicy(clock) })
}

const A_MINUTE_MS = 60_000
const MOST = { parallel: 5, queryMs: 60_000, errors: 30 }

/** Creates the limits of the query service, counted over the last minute. */
function createPolicy(clock: Clock): Limits {
  let spent: { from: number; to: number; failed: boolean }[] = []
  let running = 0
  const isBeyond = () => {
    const aMinuteAgo = clock.now() - A_MINUTE_MS
    spent = spent.filter(({ to }) => to > aMinuteAgo)
    const took = spent.reduce((sum, { from, to }) => sum + to - Math.max(from, aMinuteAgo), 0)
    return took > MOST.queryMs || running >= MOST.parallel || spent.filter(({ failed }) => failed).length > MOST.errors
  }
  const spend = async (work: () => Promise<Response>): Promise<Response> => {
    running++
    const from = clock.now()
    const response = await work().finally(() => running--)
    spent.push({ from, to: clock.now(), failed: !response.ok })
    return response
  }
  return { isBeyond, spend }
}

function tooMany(): Response {
  return new Response('Too Many Requests', { status: 429, headers: { 'retry-after': String(RETRY_AFTER_S) } })
}

const stranger = (): Response =>
  new Response('Please respect our robot policy https://w.wiki/4wJS. (a1b2c3)', { status: 403 })

/** Returns a function that shuffles rows: the real service sends them in another order each time. */
function createShuffle(): <T>(rows: readonly T[]) => T[] {
  const random = createRandom(5)
  return (rows) =>
    rows
      .map((row) => ({ row, place: random() }))
      .sort((one, other) => one.place - other.place)
      .map(({ row }) => row)
}

function answerTo(query: string, options: FakeWikidataOptions, shuffle: <T>(rows: readonly T[]) => T[]): Response {
  if (query.includes('COUNT(')) return found([{ count: literal(String(listed(query, options).length)) }])
  if (limitOf(query) > (options.mostListed ?? Number.POSITIVE_INFINITY)) return failing('timeout')
  if (query.includes('ORDER BY ?number')) return found(listed(query, options).map(toRow))
  const numbers = numbersIn(query)
  if (numbers.length > (options.most ?? Number.POSITIVE_INFINITY)) return failing('timeout')
  const { poison } = options
  if (poison && numbers.some((number) => poison.numbers.includes(number))) return failing(poison.as)
  const items = options.items.filter(({ number }) => numbers.includes(number))
  return found(shuffle(items.flatMap(({ rows }) => rows)))
}

const limitOf = (query: string): number => Number(/LIMIT (\d+)/.exec(query)?.[1] ?? 0)

const numbersIn = (query: string): number[] =>
  [...(/VALUES \?item \{([^}]*)\}/.exec(query)?.[1] ?? '').matchAll(/wd:Q(\d+)/g)].map(([, number]) => Number(number))

function listed(query: string, { items }: FakeWikidataOptions): Item[] {
  const after = Number(/\?number > (\d+)/.exec(query)?.[1] ?? 0)
  const since = /\?modified > "([^"]+)"/.exec(query)?.[1] ?? ''
  return items
    .filter(({ number, modified }) => number > after && modified > since)
    .sort((one, other) => one.number - other.number)
    .slice(0, limitOf(query) || items.length)
}

const toRow = ({ number }: Item): Binding => ({
  item: { type: 'uri', value: `${ENTITY}${number}` },
  number: literal(String(number)),
})

const literal = (value: string): Term => ({ type: 'literal', value })

const found = (bindings: Binding[]): Response => Response.json({ head: { vars: [] }, results: { bindings } })

const HALF = '{"head":{"vars":["item"]},"results":{"bindings":[{"item":{"type":"uri","val'

function failing(how: Failing): Response {
  if (how === 'status 500') return new Response('java.lang.RuntimeException', { status: 500 })
  if (how === 'truncated') return new Response(HALF)
  return new Response(
    `${HALF}\njava.util.concurrent.TimeoutException\n\tat java.util.concurrent.FutureTask.get(FutureTask.java:205)\n`,
  )
}
