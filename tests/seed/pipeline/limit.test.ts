import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Page } from '#seed/contract/record'
import { dryRun } from '#seed/pipeline/dry-run'
import { limited } from '#seed/pipeline/limit'
import { silent } from '#seed/pipeline/progress'
import { NO_KEYS } from '#tests/support/api-access'
import { type Given, load, memorySource, stillClock } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const game = (title: string): Given => ({ key: title, title })
const source = memorySource('a', [
  [game('Elite'), 'rubbish', game('Elite')],
  [game('Tetris'), game('Doom')],
])

const dry = (limit: number | undefined) =>
  dryRun({
    stores,
    source,
    from: undefined,
    dataset: undefined,
    limit,
    restart: false,
    since: undefined,
    fromArchive: false,
    credentials: NO_KEYS,
    clock: stillClock,
    signal: new AbortController().signal,
    progress: silent,
  })

describe('a dry run', () => {
  test.each([undefined, 1, 2, 3, 4])('with limit %p counts the same as a run, and stores no row', async (limit) => {
    const { read, accepted, unchanged, duplicate, quarantined } = await dry(limit)
    const [rows] = await rowsOf<{ count: number }>(
      stores.db,
      sql`select ((select count(*) from source) + (select count(*) from ingest_run) + (select count(*) from quarantine))::int as count`,
    )
    expect(rows?.count).toBe(0)
    await using other = await createTestStores()
    const run = await load(other, source, limit === undefined ? {} : { limit })
    expect({ read, accepted, unchanged, duplicate, quarantined }).toEqual({
      read: run.read,
      accepted: run.accepted,
      unchanged: run.unchanged,
      duplicate: run.duplicate,
      quarantined: run.quarantined,
    })
    if (limit !== undefined) expect(read).toBe(limit)
  })
})

test('no page is requested after the limit is reached', async () => {
  let asked = 0
  const pages = async function* (): AsyncIterable<Page> {
    for (;;) {
      asked++
      yield { records: [{ value: 1, text: '1', position: {} }], unparsable: [], checkpoint: {}, done: asked }
    }
  }
  await Array.fromAsync(limited(pages(), 2))
  expect(asked).toBe(2)
  await Array.fromAsync(limited(pages(), 2, 2))
  expect(asked).toBe(2)
})
