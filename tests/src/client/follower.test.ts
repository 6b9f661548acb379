import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '#src/client/index'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createRandom } from '#tests/support/random'
import { createTestStores, type TestStores } from '#tests/support/stores'

const KILLS = 8
const FOLLOWER = join(import.meta.dir, '..', '..', 'support', 'follower.ts')

let stores: TestStores
let service: Listening
let client: Client
let folder: string

beforeAll(async () => {
  stores = await createTestStores()
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
  client = createClient(service.url, { token: await testToken('read curate') })
  folder = await mkdtemp(join(tmpdir(), 'vestim-follower-'))
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const random = createRandom(4711)
const below = (most: number) => Math.floor(random() * most)

/** Loads some new and some changed records. */
async function loadSome(round: number): Promise<void> {
  const given = Array.from({ length: 8 }, () => {
    const number = below(1_000)
    return { key: `g${number}`, title: `Game ${number} of the Series`, summary: `Round ${round}.` }
  })
  const unique = [...new Map(given.map((each) => [each.key, each])).values()]
  await load(stores, memorySource(`s${round % 3}`, [unique], 40 + (round % 3)), { fromArchive: false })
}

/** Merges two games, overrides a value, and undoes some of it: each may be refused, depending on what is there. */
async function decideSome(round: number): Promise<void> {
  const games = await Array.fromAsync(client.pages.games())
  const [one, other] = [games[below(games.length)], games[below(games.length)]]
  if (!one || !other) return
  await client.v1
    .games({ slug: other.slug })
    .overrides({ field: 'title' })
    .put({ value: `Renamed ${round}` })
  const merged = await client.v1.games({ slug: one.slug }).merge.post({ with: other.slug })
  if (merged.data && round % 2 === 0) await client.v1.decisions({ id: merged.data.id }).undo.post()
}

/** Writes until it is told to stop. Returns the number of rounds. */
async function write(signal: AbortSignal): Promise<number> {
  let round = 0
  for (; !signal.aborted; round++) {
    await loadSome(round)
    await decideSome(round)
  }
  return round
}

/** Runs the follower and kills it as soon as `isLast` says so of a line. */
async function follow(path: string, isLast: (line: string) => boolean): Promise<void> {
  await using child = Bun.spawn([process.execPath, FOLLOWER, service.url, path, await testToken()], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  let rest = ''
  for await (const bytes of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${bytes}`.split('\n')
    rest = lines.pop() ?? ''
    if (lines.some(isLast)) break
  }
  child.kill('SIGKILL')
  await child.exited
  expect(child.signalCode).toBe('SIGKILL')
}

/** True for a line in the middle of a change, once `changes` changes have been kept. */
function midway(changes: number): (line: string) => boolean {
  let kept = 0
  return (line) => {
    if (line.startsWith('kept')) kept++
    return kept >= changes && line.startsWith('read')
  }
}

function readCopy(path: string): Map<string, unknown> {
  using copy = new Database(path, { readonly: true })
  const rows = copy.query<{ id: string; content: string }, []>('select id, content from game').all()
  return new Map(rows.map(({ id, content }) => [id, JSON.parse(content)]))
}

async function readCatalogue(): Promise<Map<string, unknown>> {
  const games = new Map<string, unknown>()
  for await (const { id } of client.pages.games()) games.set(id, (await client.v1.games({ slug: id }).get()).data)
  return games
}

test('a follower that is killed again and again during writes ends with the catalogue as it is', async () => {
  const path = join(folder, 'copy.sqlite')
  await loadSome(0)
  const stop = new AbortController()
  const writing = write(stop.signal)
  for (let kill = 0; kill < KILLS; kill++) await follow(path, midway(below(6)))
  stop.abort()
  expect(await writing).toBeGreaterThan(1)
  const end = (await client.v1.changes.get({ query: { after: 'now' } })).data?.next
  await follow(path, (line) => line === `kept ${end}` || line === `from ${end}`)
  const catalogue = await readCatalogue()
  expect(catalogue.size).toBeGreaterThan(10)
  expect(readCopy(path)).toEqual(catalogue)
}, 180_000)
