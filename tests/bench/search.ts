import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import { type Contestant, processorMs, startContestant } from './contestant'
import { median, type Ratio, timed } from './measure'
import { withSearchService } from './search-service'
import { signedIn } from './signed-in'

/** Rounds before measuring, in which Bun and Elasticsearch compile what runs often. */
const WARM_ROUNDS = 50
const ROUNDS = 30
/** Titles, beginnings, initials, typos, and words that are in no title. */
const WORDS =
  'zelda|super mario|final fantasy vii|gta|halo|pokemon red|call of duty|metal gear solid 2|tetris|street figther|resident evil 4|need for sp|ff7|grand theft auto|mario kart wii|the sims|assasins creed|crash bandicoot|gran turismo|qwertyzxcv'.split(
    '|',
  )

type Asked = { words: string; bodies: string[] }

/** Compares searches through the service with the same queries sent to Elasticsearch directly: latency and processor time. */
export const benchSearch = (databaseUrl: string, elasticsearch: string): Promise<Ratio[]> =>
  withSearchService(databaseUrl, elasticsearch, async ({ index, ours }) => {
    const asked = await recorded(elasticsearch, index)
    const url = `${elasticsearch}/${index}/_search`
    using pass = await startContestant('pass-through', ['tests/bench/pass-through.ts'], {
      ASKED: JSON.stringify(asked),
      SEARCH_URL: url,
    })
    return await compared(asked, { ours, pass, url, token: await signedIn(databaseUrl, ours) })
  })

/** Records the bodies the engine sends for each query: one per step, until a step finds something. */
async function recorded(elasticsearch: string, index: string): Promise<Asked[]> {
  const asked: Asked[] = []
  using front = Bun.serve({
    port: 0,
    async fetch(request) {
      const body = await request.text()
      asked.at(-1)?.bodies.push(body)
      return fetch(elasticsearch + new URL(request.url).pathname, { method: 'POST', headers: request.headers, body })
    },
  })
  const client = createElasticsearchClient({ url: front.url.origin })
  const engine = elasticsearchEngine(client, index)
  for (const words of WORDS) {
    asked.push({ words, bodies: [] })
    await engine.search({ q: words, filters: {}, facets: [], limit: 20, explain: false })
  }
  await client.close()
  return asked
}

type Compared = { ours: Contestant; pass: Contestant; url: string; token: string }
type Way = 'directly' | 'ours' | 'pass'
type Measured = { times: Record<Way, number[]>; oursUs: number; passUs: number }

async function compared(asked: readonly Asked[], contestants: Compared): Promise<Ratio[]> {
  const { times, oursUs, passUs } = await measured(asked, contestants)
  const of = (way: Way) => median(times[way]) / median(times.directly)
  return [
    {
      what: 'search through the API against Elasticsearch directly, latency',
      value: of('ours'),
      target: 'at most 1.35',
      detail: `${median(times.ours).toFixed(2)} ms and ${median(times.directly).toFixed(2)} ms; a pass-through ${of('pass').toFixed(2)}`,
    },
    {
      what: 'the same against a pass-through, processor time a request',
      value: oursUs / passUs,
      target: 'at most 2.2',
      detail: `${oursUs.toFixed(0)} us and ${passUs.toFixed(0)} us`,
    },
  ]
}

/** Asks in three ways in turn, so that noise of the machine affects all of them. */
async function measured(asked: readonly Asked[], { ours, pass, url, token }: Compared): Promise<Measured> {
  const authorization = `Bearer ${token}`
  const through = ({ origin }: Contestant, { words }: Asked) =>
    answered(`${origin}/v1/search?q=${encodeURIComponent(words)}`, { headers: { authorization } })
  const ways: [Way, (one: Asked) => Promise<void>][] = [
    ['directly', ({ bodies }) => askedDirectly(url, bodies)],
    ['ours', (one) => through(ours, one)],
    ['pass', (one) => through(pass, one)],
  ]
  const times: Measured['times'] = { directly: [], ours: [], pass: [] }
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++)
      for (const one of asked) for (const [way, ask] of ways) times[way].push(await timed(() => ask(one)))
  }
  await rounds(WARM_ROUNDS)
  for (const way of Object.values(times)) way.length = 0
  const began = await Promise.all([processorMs(ours.pid), processorMs(pass.pid)])
  await rounds(ROUNDS)
  const perRequest = (ms: number, from: number) => (1000 * (ms - from)) / (ROUNDS * asked.length)
  return {
    times,
    oursUs: perRequest(await processorMs(ours.pid), began[0]),
    passUs: perRequest(await processorMs(pass.pid), began[1]),
  }
}

async function askedDirectly(url: string, bodies: readonly string[]): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  for (const body of bodies) await answered(url, { method: 'POST', body, headers })
}

async function answered(url: string, request: RequestInit & { headers: Record<string, string> }): Promise<void> {
  const { headers, ...rest } = request
  // The pass-through does not compress, and `fetch` asks for it.
  const answer = await fetch(url, { ...rest, headers: { ...headers, 'accept-encoding': 'identity' } })
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
  await answer.arrayBuffer()
}
