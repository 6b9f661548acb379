import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { type Client, createClient, type FeedOptions } from '#src/client/index'
import { createTestApp, createTestClient, testToken } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const game = (key: string): Given => ({ key, title: key })
const source = (name: string, ...keys: string[]) => memorySource(name, [keys.map(game)])
const MANY = Array.from({ length: 130 }, (_, at) => `Game ${String(at).padStart(3, '0')}`)

let stores: TestStores
let client: Client

beforeEach(async () => {
  stores = await createTestStores()
  client = await createTestClient(stores)
})
afterEach(() => stores[Symbol.asyncDispose]())

/** Reads the feed; returns the slugs of the changes and the last position. */
async function read(options: FeedOptions = {}) {
  const feed = client.changes(options)
  const slugs: (string | null)[] = []
  for await (const change of feed) slugs.push(change.game.slug)
  return { slugs, position: feed.position }
}

describe('client.changes', () => {
  test('yields every change from the start of the feed, across pages, and ends at its end', async () => {
    await load(stores, source('a', ...MANY))
    const { slugs, position } = await read()
    expect(slugs).toHaveLength(MANY.length)
    expect(new Set(slugs).size).toBe(MANY.length)
    expect(position).toBe(String(MANY.length))
  })

  test('continues after a position, and from now on', async () => {
    await load(stores, source('a', 'Elite', 'Doom'))
    const { slugs, position } = await read()
    expect(await read({ after: position ?? '' })).toEqual({ slugs: [], position: '2' })
    expect(await read({ after: 'now' })).toEqual({ slugs: [], position: '2' })
    expect(await read({ after: '1' })).toEqual({ slugs: slugs.slice(1), position: '2' })
  })

  test('tells the position after each change, so that a program which stops at any of them misses and repeats none', async () => {
    await load(stores, source('a', ...MANY))
    const all = (await read()).slugs
    const slugs: (string | null)[] = []
    for (let after: string | undefined; slugs.length < MANY.length; ) {
      const feed = client.changes({ ...(after !== undefined && { after }) })
      expect(feed.position).toBe(after)
      for await (const change of feed) {
        slugs.push(change.game.slug)
        if (slugs.length % 7 === 0) break
      }
      after = feed.position
    }
    expect(slugs).toEqual(all)
  })

  test('a second loop over the same feed continues where the first one stopped', async () => {
    await load(stores, source('a', 'Elite', 'Doom'))
    const feed = client.changes()
    const slugs: (string | null)[] = []
    for await (const { game } of feed) if (slugs.push(game.slug)) break
    for await (const { game } of feed) slugs.push(game.slug)
    expect(slugs).toEqual((await read()).slugs)
  })

  test('follows the feed until the signal is aborted, in the middle of a page too', async () => {
    await load(stores, source('a', 'Elite'))
    const stop = new AbortController()
    const feed = client.changes({ follow: true, waitMs: 5, signal: stop.signal })
    const slugs: (string | null)[] = []
    for await (const change of feed) {
      slugs.push(change.game.slug)
      if (slugs.length === 1) await load(stores, source('b', 'Doom', 'Ultima', 'Zork'))
      if (slugs.length === 3) stop.abort()
    }
    expect([slugs.length, feed.position]).toEqual([3, '3'])
    expect((await read({ after: '3' })).slugs).toHaveLength(1)
  })

  test('ends at once if the signal is aborted while it waits or before it starts', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    expect((await read({ follow: true, waitMs: 3_600_000, signal: stop.signal })).slugs).toEqual([])
    expect((await read({ signal: AbortSignal.abort() })).slugs).toEqual([])
  })
})

describe('a follower', () => {
  /** Returns a client whose next requests fail, and the way to let them pass. */
  async function flakyClient() {
    const app = createTestApp(stores)
    let failing = false
    const flaky = createClient('http://localhost', {
      token: await testToken(),
      tries: 1,
      async fetch(url, init) {
        if (failing) throw new TypeError('connection refused')
        return app.handle(new Request(url, init))
      },
    })
    return { flaky, fail: (now: boolean) => (failing = now) }
  }

  test('asks again while the service is unreachable, and says so', async () => {
    await load(stores, source('a', 'Elite', 'Doom'))
    const { flaky, fail } = await flakyClient()
    const stop = new AbortController()
    const outages: unknown[] = []
    const onOutage = ({ value }: { value: unknown }) => {
      if (outages.push(value) === 3) fail(false)
    }
    const slugs: (string | null)[] = []
    for await (const change of flaky.changes({ follow: true, waitMs: 5, signal: stop.signal, onOutage })) {
      slugs.push(change.game.slug)
      if (slugs.length === 2) {
        await load(stores, source('b', 'Zork'))
        fail(true)
      }
      if (slugs.length === 3) stop.abort()
    }
    expect(slugs.at(-1)).toBe('zork')
    expect(outages).toMatchObject(Array(3).fill({ code: 'unreachable', reason: 'network' }))
  })

  test('fails if its first request does, because its URL may be wrong', async () => {
    const { flaky, fail } = await flakyClient()
    fail(true)
    const error = await Array.fromAsync(flaky.changes({ follow: true })).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ value: { reason: 'network' } })
  })

  test('fails if it is refused: waiting would not help', async () => {
    const stranger = await createTestClient(stores, { token: 'nonsense' })
    const error = await Array.fromAsync(stranger.changes({ follow: true })).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 401, value: { code: 'unauthenticated' } })
    const lost = Array.fromAsync(client.changes({ after: 'nowhere' })).catch((reason: unknown) => reason)
    expect(await lost).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })
})
