import { sql } from 'drizzle-orm'
import { askedRecord, yearDate } from '#catalogue/match/asked-record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { openPostgres } from '#db/postgres/server'
import { createSearch } from '#db/search/search'
import { type Db, rowsOf } from '#db/stores'
import type { App } from '#src/app'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { withEveryList } from './match/catalogue'
import { dialectLists } from './match/dialects'
import { readGold } from './match/gold'
import { agreementOf, compareDecisions } from './match/list-decisions'
import { dialectFigures, matchedRows } from './match/listed-rows'
import type { Ratio } from './measure'

const TITLES = 1_000
const QUERIES = 50
const ROUNDS = 3
const TICK_MS = 5

/** Measures lists of titles over HTTP in a catalogue of real lists, and prints how they are decided. */
export const benchMatchList = (server: string, data: string, say: (line: string) => void): Promise<Ratio[]> =>
  withEveryList(server, data, say, async (db, url) => {
    await printDecisions(db, data, say)
    await using database = await openPostgres(url)
    const app = createTestApp({ ...database, search: createSearch(database.db), check: database.check })
    return await measureLists(app, db)
  })

async function printDecisions(db: Db, data: string, say: (line: string) => void): Promise<void> {
  const rows = await matchedRows(db, await dialectLists(data))
  for (const [list, of] of Map.groupBy(rows, (row) => row.list)) say(`${list}: ${JSON.stringify(dialectFigures(of))}`)
  const compared = await compareDecisions(db, await goldRecords(data))
  const agreements = Map.groupBy(compared, agreementOf)
  const counts = [...agreements].map(([agreement, of]) => `${of.length} ${agreement}`).join(', ')
  say(`decisions of a list and of a run: ${counts}`)
}

/** Returns records made of the ground truth: rows of two lists, and titles as people typed them. */
async function goldRecords(data: string) {
  const every = <Row>(rows: readonly Row[], step: number) => rows.filter((_, at) => at % step === 0)
  const ign = every(await readGold(data, 'gold_ign_clusters'), 45)
  const metacritic = every(await readGold(data, 'gold_metacritic_clusters'), 50)
  const typed = every(await readGold(data, 'gold_handtyped_titles_igdb'), 3)
  return [
    ...ign.map(({ title = '', platform = '', date = '' }) => {
      const released = date === '' ? {} : { released: yearDate(Number(date.slice(0, 4))) }
      return askedRecord({ title, platforms: [platform], ...released }, standardVocabulary)
    }),
    ...metacritic.map(({ title = '', platform = '' }) =>
      askedRecord({ title, platforms: [platform] }, standardVocabulary),
    ),
    ...typed.map(({ typed_title = '' }) => askedRecord({ title: typed_title }, standardVocabulary)),
  ]
}

/** Measures 1,000 titles of a list and 50 queries of reconciliation in a service of this process. */
export async function measureLists(app: App, db: Db): Promise<Ratio[]> {
  const titles = await rowsOf<{ title: string }>(
    db,
    sql`select fields ->> 'title' as title from source_record where id % 89 = 0 order by id limit ${TITLES}`,
  )
  const items = titles.map(({ title }) => ({ title }))
  const queries = Object.fromEntries(titles.slice(0, QUERIES).map(({ title }, at) => [`q${at}`, { query: title }]))
  const token = `Bearer ${await testToken()}`
  const match = await fastest(() =>
    ask(app, '/v1/match', {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    }),
  )
  const reconcile = await fastest(() =>
    ask(app, '/v1/reconcile', {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ queries: JSON.stringify(queries) }).toString(),
    }),
  )
  return [
    { what: `match ${items.length} titles, s`, value: match.ms / 1000, target: '<= 3', detail: match.detail },
    { what: 'longest block of it, ms', value: match.blockMs, target: '<= 100', detail: '' },
    { what: `reconcile ${QUERIES} queries, ms`, value: reconcile.ms, target: '<= 300', detail: reconcile.detail },
  ]
}

/** Runs a request a few times; returns the time of the fastest, and the longest time for which any blocked the event loop. */
async function fastest(request: () => Promise<Response>): Promise<{ ms: number; blockMs: number; detail: string }> {
  const times: number[] = []
  const monitor = watchBlocks()
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    const response = await request()
    await response.text()
    times.push(performance.now() - started)
    if (response.status !== 200) throw new Error(`The status is ${response.status}.`)
  }
  return { ms: Math.min(...times), blockMs: monitor(), detail: times.map((ms) => `${ms.toFixed(0)} ms`).join(', ') }
}

/** Watches the event loop. The returned function ends that and returns the longest block in milliseconds. */
function watchBlocks(): () => number {
  let [last, longest] = [performance.now(), 0]
  const tick = () => {
    longest = Math.max(longest, performance.now() - last - TICK_MS)
    last = performance.now()
  }
  const timer = setInterval(tick, TICK_MS)
  return () => {
    tick()
    clearInterval(timer)
    return longest
  }
}
