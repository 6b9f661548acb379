import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { parseExportedLines } from '#tests/support/exported'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { rawAnswer } from '#tests/support/raw-answer'
import { requestHead } from '#tests/support/raw-http'
import { createTestStores, type TestStores } from '#tests/support/stores'

const PATH = '/v1/export/games'
const PARQUET = 'application/vnd.apache.parquet'

let stores: TestStores
let service: Listening
let authorization: string

beforeAll(async () => {
  stores = await createTestStores()
  await generateCatalogue(stores, 6_000)
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
  authorization = `Bearer ${await testToken('export')}`
}, 120_000)
afterAll(async () => {
  await service.stop({ graceMs: 0, drainMs: 100 })
  await stores[Symbol.asyncDispose]()
})

type Asked = { accept?: string; coding?: string; method?: string }

async function exported({ accept = '*/*', coding = 'gzip', method = 'GET' }: Asked = {}) {
  const answer = await rawAnswer(service.url, method, PATH, { authorization, accept, 'accept-encoding': coding })
  const header = (name: string) =>
    answer.headers.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2)
  return { ...answer, body: unchunked(answer.body), header }
}

/** Joins the chunks of a body. */
function unchunked(bytes: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at)
    const length = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    pieces.push(bytes.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
  return Buffer.concat(pieces)
}

describe('an export to a client that accepts gzip', () => {
  test.each(['application/x-ndjson', 'text/csv'])('is the same %s, in less than half the bytes', async (accept) => {
    const [plain, packed] = [await exported({ accept, coding: 'identity' }), await exported({ accept })]
    expect([plain.header('content-encoding'), packed.header('content-encoding')]).toEqual([undefined, 'gzip'])
    expect(packed.header('content-type')).toBe(plain.header('content-type') ?? '')
    const text = gunzipSync(packed.body)
    expect(text.equals(plain.body)).toBe(true)
    expect(packed.body.length).toBeLessThan(plain.body.length / 2)
    if (accept.includes('json')) expect(parseExportedLines(text.toString()).end).toMatchObject({ count: 6_000 })
  })

  test('is not compressed again as Parquet', async () => {
    const { header, body } = await exported({ accept: PARQUET })
    expect([header('content-encoding'), body.subarray(0, 4).toString()]).toEqual([undefined, 'PAR1'])
  })

  test('has the same headers for HEAD, and says what it depends on', async () => {
    for (const accept of ['text/csv', PARQUET])
      for (const coding of ['gzip', 'identity']) {
        const [get, head] = [await exported({ accept, coding }), await exported({ accept, coding, method: 'HEAD' })]
        const names = [
          'content-type',
          'content-encoding',
          'content-disposition',
          'transfer-encoding',
          'vary',
          'cache-control',
        ]
        expect(names.map(head.header)).toEqual(names.map(get.header))
        expect([head.status, head.body.length]).toEqual([200, 0])
        expect(get.header('vary')).toBe('Authorization, X-Api-Key, Accept, Accept-Encoding')
      }
  })

  test('gives its place back when its client goes or reads nothing, and is no whole gzip then', async () => {
    const leave = Promise.withResolvers<Buffer>()
    const { hostname, port } = new URL(service.url)
    const socket = connect(Number(port), hostname, () =>
      socket.write(requestHead('GET', PATH, { authorization, 'accept-encoding': 'gzip' })),
    )
    socket.once('data', (bytes: Buffer) => {
      socket.pause()
      leave.resolve(bytes)
    })
    const first = await leave.promise
    socket.destroy()
    const start = unchunked(first.subarray(first.indexOf('\r\n\r\n') + 4))
    expect(start.subarray(0, 2).toString('hex')).toBe('1f8b')
    expect(() => gunzipSync(start)).toThrow()
    for (;;) {
      const { status } = await exported()
      if (status === 200) break
      expect(status).toBe(503)
      await Bun.sleep(20)
    }
  })
})
