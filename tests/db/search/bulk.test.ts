import { describe, expect, test } from 'bun:test'
import { type BulkOptions, bulkIndex } from '#db/search/elasticsearch/bulk'
import type { RefusedOperation } from '#db/search/elasticsearch/bulk-answer'
import { type BulkOperation, bodyOf, encode, inRequests } from '#db/search/elasticsearch/bulk-operation'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { type FaultOptions, startFaultServer } from './fault-server'

const COUNT = 500
const idOf = (at: number) => `game-${String(at).padStart(4, '0')}`
const documents = (count = COUNT): BulkOperation[] =>
  Array.from({ length: count }, (_, at) => ({ id: idOf(at), version: 1, document: { title: `Game ${at}` } }))

/** Indexes into a server with these faults; returns the documents it holds afterwards, the report, and the refused operations. */
async function indexed(faults: FaultOptions, options: Partial<BulkOptions> = {}, operations = documents()) {
  await using server = startFaultServer(faults)
  const client = createElasticsearchClient({ url: server.url })
  const refused: RefusedOperation[] = []
  try {
    const report = await bulkIndex(client, operations, {
      ...{ index: 'games', maxOperations: 50, backoffMs: 1, onRefused: (one) => refused.push(one), ...options },
    })
    return { report, refused, held: [...server.documents.keys()].sort(), server }
  } finally {
    await client.close()
  }
}

const ALL = documents().map(({ id }) => id)

describe('indexing in bulk', () => {
  test('every document arrives, in requests of bounded size', async () => {
    const { report, held } = await indexed({})
    expect(held).toEqual(ALL)
    expect(report).toEqual({ done: COUNT, refused: 0, retried: 0, requests: 10 })
  })

  const REQUEST_FAULTS: [string, FaultOptions['request']][] = [
    ['is refused as too busy (429)', (at) => (at % 3 === 0 ? 429 : undefined)],
    ['finds a server that is starting (503)', (at) => (at < 4 ? 503 : undefined)],
    ['loses its connection', (at) => (at % 4 === 1 ? 'reset' : undefined)],
    ['is refused as too large (413)', (_, operations) => (operations > 10 ? 413 : undefined)],
    [
      'has all of these faults in turn',
      (at, n) => ([429, 503, 'reset', undefined] as const)[at % 4] ?? (n > 20 ? 413 : undefined),
    ],
  ]
  test.each(REQUEST_FAULTS)('nothing is lost when a request %s', async (_, request) => {
    const { report, held, refused } = await indexed({ ...(request && { request }) }, { maxRetries: 50 })
    expect(held).toEqual(ALL)
    expect(refused).toEqual([])
    expect(report.done).toBe(COUNT)
  })

  test('nothing is lost when single documents are refused as too busy, and only they are sent again', async () => {
    const { report, held } = await indexed({
      item: (id, times) =>
        id.endsWith('7') && times < 2 ? { status: 429, type: 'es_rejected_execution_exception' } : undefined,
    })
    expect(held).toEqual(ALL)
    expect(report).toMatchObject({ done: COUNT, refused: 0, retried: (COUNT / 10) * 2 })
  })

  test('documents that are refused for good are reported one by one with the reason, and the others arrive', async () => {
    const { report, held, refused } = await indexed({
      item: (id) => (id.endsWith('00') ? { status: 400, type: 'strict_dynamic_mapping_exception' } : undefined),
    })
    expect(refused.map(({ id }) => id).sort()).toEqual(ALL.filter((id) => id.endsWith('00')))
    expect(refused[0]).toMatchObject({ status: 400, reason: 'strict_dynamic_mapping_exception: as configured' })
    expect(held).toEqual(ALL.filter((id) => !id.endsWith('00')))
    expect(report.done + report.refused).toBe(COUNT)
  })

  test('a single document larger than Elasticsearch accepts is refused, not sent for ever', async () => {
    const { refused } = await indexed({ request: () => 413 }, {}, documents(3))
    expect(refused.map(({ id, status }) => [id, status])).toEqual([0, 1, 2].map((at) => [idOf(at), 413]))
  })

  test('an older version, and deleting what is not there, count as done', async () => {
    const newer = { id: 'a', version: 2, document: {} }
    const { report, held } = await indexed({}, { maxOperations: 1, maxConcurrency: 1 }, [
      newer,
      { ...newer, version: 1 },
      { id: 'b', version: 1 },
    ])
    expect(held).toEqual(['a'])
    expect(report).toMatchObject({ done: 3, refused: 0 })
  })

  test('a server that stays busy fails the call with a clear message', async () => {
    await expect(indexed({ request: () => 429 }, { maxRetries: 2 })).rejects.toThrow('stays overloaded')
  })

  test('a server that refuses requests fails the call at once', async () => {
    await expect(indexed({ request: () => 401 })).rejects.toThrow('ELASTICSEARCH_API_KEY')
    await expect(indexed({ request: () => 400 })).rejects.toThrow('status 400')
  })

  test('it never runs more requests at once than allowed', async () => {
    const { server } = await indexed({}, { maxOperations: 5, maxConcurrency: 3 })
    expect(server.mostAtOnce()).toBeLessThanOrEqual(3)
  })

  test('an abort ends it, between requests and while waiting to try again', async () => {
    const stopped = new Error('stopped')
    await expect(indexed({}, { signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped)
    const controller = new AbortController()
    const waiting = indexed({ request: () => 429 }, { signal: controller.signal, backoffMs: 20_000 })
    await Bun.sleep(50)
    controller.abort(stopped)
    await expect(waiting).rejects.toThrow()
  })

  test('an error of the source fails the call with that error', async () => {
    const broken = async function* () {
      yield* documents(120)
      throw new Error('the source failed')
    }
    await using server = startFaultServer({})
    const client = createElasticsearchClient({ url: server.url })
    await expect(bulkIndex(client, broken(), { index: 'games', maxOperations: 50 })).rejects.toThrow(
      'the source failed',
    )
    await client.close()
  })
})

describe('grouping into requests', () => {
  test('no request exceeds the bytes, but for one document that is larger by itself', async () => {
    const large = { id: 'large', version: 1, document: { title: 'x'.repeat(2000) } }
    const sizes: number[] = []
    for await (const request of inRequests([...documents(20), large, ...documents(3)], {
      maxBytes: 500,
      maxOperations: 100,
    })) {
      const bytes = request.reduce((sum, one) => sum + one.bytes, 0)
      if (request.length > 1) expect(bytes).toBeLessThanOrEqual(500)
      sizes.push(request.length)
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(24)
  })

  test('bytes are counted as they are sent', () => {
    const encoded = encode({ id: 'é', version: 1, document: { title: '東' } })
    expect(encoded.bytes).toBe(Buffer.byteLength(`${encoded.lines.join('\n')}\n`))
  })

  test('a body is every line, each ended, whatever letters it holds', () => {
    const operations = [
      { id: 'é', version: 1, document: { title: '東\n\ud800' } },
      { id: 'b', version: 2 },
    ].map(encode)
    const lines = operations.flatMap((operation) => operation.lines)
    expect(bodyOf(operations).toString()).toBe(`${lines.join('\n')}\n`)
  })
})
