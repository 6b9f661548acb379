import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { createHostCheck } from '#src/http/hosts'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

const ALLOWED = ['vestimlib', 'api:3000', 'proxied:443', '10.0.0.5', '[FD00::0:1]:80', 'Full.Example.']

/** Hosts, and the status of a request to them. A host without a port has the port 80 or 443. */
const HOSTS: [host: string, status: number][] = [
  ['vestimlib', 200],
  ['vestimlib:3000', 200],
  ['VESTIMLIB:1', 200],
  ['vestimlib.', 200],
  ['vestimlib.:3000', 200],
  ['full.example', 200],
  ['FULL.example.', 200],
  ['api:3000', 200],
  ['api:03000', 200],
  ['api', 421],
  ['api:3001', 421],
  ['proxied', 200],
  ['proxied:443', 200],
  ['proxied:80', 421],
  ['10.0.0.5:3000', 200],
  ['10.0.0.5.', 200],
  ['10.0.0.50', 421],
  ['[fd00::1]', 200],
  ['[fd00::1]:80', 200],
  ['[FD00:0:0:0:0:0:0:1]', 200],
  ['[fd00::1]:3000', 421],
  ['[fd00::2]', 421],
  ['localhost', 200],
  ['games.example.org:8443', 200],
  ['games.example.org.', 200],
  ['evil.example', 421],
  ['vestimlib.evil.example', 421],
  ['evil.vestimlib', 421],
  ['xvestimlib', 421],
  ['vestimlib..', 421],
  ['vestimlib:3000:3000', 421],
  ['vestimlib:', 421],
  ['vestimlib,evil.example', 421],
  ['evil.example:vestimlib', 421],
  ['vestimlib@evil.example', 421],
  ['evil.example@vestimlib', 421],
  ['vestimlib#evil.example', 421],
  ['evil.example/vestimlib', 421],
]

describe('a service with ALLOWED_HOSTS', () => {
  let stores: TestStores
  let service: Listening
  beforeAll(async () => {
    stores = await createTestStores()
    const config = { publicUrl: 'https://games.example.org', allowedHosts: ALLOWED, trustedProxies: ['127.0.0.1'] }
    service = listen(createTestApp(stores, config), { host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await service.stop()
    await stores[Symbol.asyncDispose]()
  })

  /** Sends a request head as it is and returns the status of the response. */
  function statusOf(...head: string[]): Promise<number> {
    return new Promise((resolve, reject) => {
      let answer = ''
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () =>
        socket.write(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n`),
      )
      socket.on('data', (bytes) => {
        answer += bytes
      })
      socket.on('close', () => resolve(Number(answer.split(' ')[1])))
      socket.on('error', reject)
    })
  }

  test('answers requests to those hosts, and to no other', async () => {
    // A host that Bun itself cannot read is 400, before any check of ours.
    for (const [host, status] of HOSTS) {
      const found = await statusOf('GET /health/live HTTP/1.1', `Host: ${host}`)
      expect([host, found === 400 ? 421 : found]).toEqual([host, status])
    }
  })

  test('judges the host that a trusted proxy forwards in the same way', async () => {
    for (const [host, status] of HOSTS) {
      const found = await statusOf('GET /health/live HTTP/1.1', 'Host: localhost', `X-Forwarded-Host: ${host}`)
      const last = host.split(',').at(-1)
      expect([host, found]).toEqual([host, last === host ? status : 421])
    }
  })
})

test('without ALLOWED_HOSTS the address of the service, the public one and this machine are accepted at every port', () => {
  const isOurs = createHostCheck({ host: 'FD00::5', publicUrl: 'https://Games.example.org:8443', allowedHosts: [] })
  const check = (host: string) => isOurs(new Request('http://localhost/'), host)
  for (const host of ['[fd00:0::5]:3000', 'games.example.org', 'games.example.org.:1', '[::1]:9', '127.0.0.1'])
    expect([host, check(host)]).toEqual([host, true])
  for (const host of ['', 'vestimlib', 'fd00::5', 'example.org']) expect([host, check(host)]).toEqual([host, false])
})
