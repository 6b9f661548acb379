import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { LIMITS } from '#src/http/limits'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let service: Listening

beforeAll(async () => {
  stores = await createTestStores()
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await service.stop({ graceMs: 0 })
  await stores[Symbol.asyncDispose]()
})

/** Sends bytes and returns the statuses of all responses on the connection, until it is closed or silent for a second. */
function statusesOf(request: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () => socket.write(request, 'latin1'))
    socket.setTimeout(1000, () => socket.destroy())
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () =>
      resolve(Array.from(answer.matchAll(/HTTP\/1\.1 (\d{3})/g), ([, status]) => Number(status))),
    )
    socket.on('error', reject)
  })
}

const SECOND = 'GET /v1/games HTTP/1.1\r\nHost: localhost\r\n\r\n'
const post = (...lines: string[]) =>
  `${['POST /v1/auth/login HTTP/1.1', 'Host: localhost', ...lines].join('\r\n')}\r\n\r\n`

describe('a request whose end two readers could see in two places', () => {
  test.each([
    [
      'a length and chunks',
      `${post(`Content-Length: ${SECOND.length}`, 'Transfer-Encoding: chunked')}0\r\n\r\n${SECOND}`,
    ],
    ['two lengths', post('Content-Length: 0', `Content-Length: ${SECOND.length}`) + SECOND],
    ['a list of lengths', post(`Content-Length: 0, ${SECOND.length}`) + SECOND],
    ['a length with a sign', post('Content-Length: +0') + SECOND],
    ['an unknown encoding', post('Transfer-Encoding: xchunked') + SECOND],
    ['chunks that are not the last encoding', `${post('Transfer-Encoding: chunked, identity')}0\r\n\r\n${SECOND}`],
    ['a space before the colon', post('Content-Length : 0') + SECOND],
    ['a header that goes on in the next line', post('Content-Length:', ' 0') + SECOND],
    ['a NUL in a header', post('X-Test: a\0b') + SECOND],
  ])('is 400 and ends the connection: %s', async (_, request) => {
    expect(await statusesOf(request)).toEqual([400])
  })

  test('has no host', async () => {
    expect(await statusesOf('GET /health/live HTTP/1.1\r\n\r\n')).toEqual([400])
  })
})

test('a head of more than 64 KiB is 431', async () => {
  const long = `GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(LIMITS.headBytes)}\r\n\r\n`
  expect(await statusesOf(long)).toEqual([431])
})
