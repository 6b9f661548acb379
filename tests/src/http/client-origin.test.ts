import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createOriginReader } from '#src/http/client-origin'
import { listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

const TRUSTED = ['127.0.0.1', '10.0.0.0/8', 'fd00::/8']

/** Returns the client's address, given the peer's and an X-Forwarded-For header. */
function clientOf(peer: string | undefined, forwardedFor?: string, trustedProxies: readonly string[] = TRUSTED) {
  const headers: Record<string, string> = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }
  const originOf = createOriginReader({ trustedProxies, peerOf: () => peer })
  return originOf(new Request('http://localhost/', { headers })).address
}

describe('the address of a client', () => {
  const addresses: [promise: string, peer: string, forwardedFor: string | undefined, client: string][] = [
    ['is that of the peer, without a header', '10.0.0.1', undefined, '10.0.0.1'],
    ['is that of the peer, if the peer is no trusted proxy', '203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['is the one a trusted proxy adds', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['is read from the right: what is left of it may be made up', '10.0.0.1', '1.1.1.1, 198.51.100.7', '198.51.100.7'],
    [
      'is found behind several trusted proxies',
      '127.0.0.1',
      '6.6.6.6, 198.51.100.7, 10.9.9.9, fd00::2',
      '198.51.100.7',
    ],
    ['is the outermost proxy, if all are trusted', '127.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['is the last that can be read, if a hop cannot', '10.0.0.1', '198.51.100.7, unknown, 10.2.2.2', '10.2.2.2'],
    ['is that of the peer, if the header is empty', '10.0.0.1', '', '10.0.0.1'],
    ['is read without port and brackets', '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['is read without its port, if it is IPv4', '10.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
    ['is IPv4, if the peer is mapped to IPv6', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['is found behind a proxy that is mapped to IPv6', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['is found behind a proxy of a network of IPv6', 'fd12::1', '2001:db8::1', '2001:db8::1'],
  ]
  for (const [promise, peer, forwardedFor, client] of addresses)
    test(promise, () => {
      expect(clientOf(peer, forwardedFor)).toBe(client)
    })

  test('is that of the peer, if no proxy is trusted, whoever the peer is', () => {
    for (const peer of ['127.0.0.1', '::1', '10.0.0.1']) expect(clientOf(peer, '198.51.100.7', [])).toBe(peer)
  })

  test('is unknown, if no connection is behind the request', () => {
    expect(clientOf(undefined, '198.51.100.7')).toBeUndefined()
  })
})

describe('over a port', () => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores()
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  /** Asks a service that trusts these proxies, from 127.0.0.1, for what it refuses, and returns the status and the network that it logs. */
  async function askThrough(trustedProxies: readonly string[], headers: Record<string, string>) {
    const { log, lines } = createMemoryLog()
    const config = { trustedProxies, publicUrl: 'https://games.example.org' }
    const service = listen(createTestApp(stores, config, log), { host: '127.0.0.1', port: 0 })
    const { status } = await fetch(`${service.url}/v1/admin/accounts`, {
      headers: { ...headers, authorization: `Bearer ${await testToken('read')}` },
    })
    await service.stop()
    return { status, network: lines.find(({ code }) => code === 'refused')?.network }
  }

  const forwarded = { 'x-forwarded-for': '6.6.6.6, 198.51.100.7', 'x-forwarded-proto': 'https' }

  test('a trusted proxy names the client', async () => {
    expect((await askThrough(['127.0.0.0/8'], forwarded)).network).toBe('198.51.100.0/24')
  })

  test('any other peer does not', async () => {
    for (const trusted of [[], ['10.0.0.0/8']]) {
      expect((await askThrough(trusted, forwarded)).network).toBe('127.0.0.0/24')
    }
  })

  test('a host that a trusted proxy forwards must be ours, and that of any other peer is ignored', async () => {
    for (const [trusted, host, status] of [
      [['127.0.0.1'], 'games.example.org', 403],
      [['127.0.0.1'], 'evil.example', 421],
      [['127.0.0.1'], 'games.example.org, evil.example', 421],
      [[], 'evil.example', 403],
    ] as const)
      expect([host, (await askThrough(trusted, { 'x-forwarded-host': host })).status]).toEqual([host, status])
  })

  test('a forwarded host of ours does not make up for a foreign Host header', async () => {
    const headers = { 'x-forwarded-host': 'games.example.org', host: 'evil.example' }
    for (const trusted of [[], ['127.0.0.1']]) expect((await askThrough(trusted, headers)).status).toBe(421)
  })
})
