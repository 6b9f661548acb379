import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { parseConfig } from '#lib/config'
import { Failure } from '#lib/errors'
import { type LoadOptions, loadSources } from '#seed/cli/commands/load'
import type { Source } from '#seed/contract/source'
import { memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
}, 30_000)
afterAll(() => stores[Symbol.asyncDispose]())

const good = (name: string): Source => memorySource(name, [[{ key: name, title: `Game ${name}` }]])
const rejecting = (name: string): Source => memorySource(name, [[{ key: name, title: '' }]])
const failing = (name: string, error: unknown): Source => ({
  ...good(name),
  open: async () => {
    throw error
  },
})
const keyless: Source = { ...good('keyless'), needs: ['RAWG_API_KEY'] }
const away = new Failure('source_unavailable', 'It is away.')
const gone = new Failure('source_unreadable', 'There is no file.')

/** Loads these sources as `bun run seed` does; returns the exit code and the output. */
async function loadEach(sources: readonly Source[], options: Partial<LoadOptions> = {}) {
  const out: string[] = []
  const { signal } = new AbortController()
  const loader = {
    config: parseConfig({}),
    out: (line: string) => void out.push(line),
    outBytes: async () => {},
    note() {},
    signal,
  }
  const exit = await loadSources(loader, stores, sources, { maxRejects: 1, quiet: true, ...options })
  return { exit, out }
}

describe('every source, one after the other', () => {
  test('continues after one fails, and ends with exit code 1', async () => {
    const { exit, out } = await loadEach([good('a'), failing('b', away), good('c')])
    expect(exit).toBe(1)
    expect(out.filter((line) => !line.startsWith(' '))).toEqual([
      'a (a): 1 read = 1 accepted + 0 unchanged + 0 duplicate + 0 quarantined',
      'b: It is away.',
      'c (c): 1 read = 1 accepted + 0 unchanged + 0 duplicate + 0 quarantined',
    ])
  })

  test('is one object per line with --json, whatever its result', async () => {
    const { exit, out } = await loadEach([failing('b', away), keyless, good('d')], { json: true })
    expect(exit).toBe(1)
    expect(out.map((line) => JSON.parse(line))).toEqual([
      { event: 'failed', source: 'b', code: 'source_unavailable', message: 'It is away.' },
      { event: 'skipped', source: 'keyless', needs: ['RAWG_API_KEY'] },
      expect.objectContaining({ event: 'done', source: 'd', read: 1, accepted: 1 }),
    ])
  })

  test('lists a source without its key and the variable it needs, which is not a failure', async () => {
    expect(await loadEach([keyless])).toEqual({ exit: 0, out: ['keyless: skipped, it needs RAWG_API_KEY'] })
  })

  test('skips one with an active run, with exit code 4', async () => {
    const done = await stores.exclusively('source.e', () => loadEach([good('e'), good('f')]))
    expect(done).toMatchObject({
      exit: 4,
      out: [
        expect.stringContaining('Another run of e is active'),
        expect.stringContaining('f (f): 1 read'),
        expect.stringContaining('1 accepted = 0 linked + 1 new games + 0 for review'),
        expect.anything(),
      ],
    })
  })

  test.each<[string, Source[], number]>([
    ['a failure weighs more than too many refused', [rejecting('g'), failing('h', away)], 1],
    ['a file that is not there weighs more than an API that is away', [failing('i', gone), failing('j', away)], 2],
    ['too many refused alone', [rejecting('k'), good('l')], 3],
  ])('answers the gravest exit code: %s', async (_, sources, exit) => {
    expect((await loadEach(sources, { maxRejects: 0.5 })).exit).toBe(exit)
  })

  test('throws an unexpected error, after loading the others', async () => {
    await expect(loadEach([failing('m', new TypeError('oops')), good('n')])).rejects.toThrow('oops')
    expect((await loadEach([good('n')])).out[0]).toContain('1 unchanged')
  })

  test('ends at once when stopped', async () => {
    const stopped = new Failure('interrupted', 'Interrupted.')
    await expect(loadEach([failing('o', stopped), good('p')])).rejects.toMatchObject({ code: 'interrupted' })
  })
})
