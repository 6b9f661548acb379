import { describe, expect, test } from 'bun:test'
import { isPublicAddress, PUBLIC, resolveHost } from '#seed/input/public-host'

describe('an address', () => {
  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '192.167.255.255', '2606:4700::1111', '2a00:1450:4007:80e::200e'])(
    '%s is public',
    (ip) => expect(isPublicAddress(ip)).toBe(true),
  )

  test.each([
    '127.0.0.1',
    '127.255.255.255',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'not an address',
    '',
  ])('%s is not', (ip) => expect(isPublicAddress(ip)).toBe(false))
})

describe('a URL is refused', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost/',
  ])('%s: its host is not on the public internet', async (url) => {
    expect(await resolveHost(new URL(url), PUBLIC)).toEqual({
      fault: 'its host is not on the public internet',
      retryable: false,
    })
  })

  test('that is of another kind, or holds a password', async () => {
    expect(await resolveHost(new URL('ftp://host/games.csv'), PUBLIC)).toMatchObject({ retryable: false })
    expect(await resolveHost(new URL('https://me:secret@host/games.csv'), PUBLIC)).toEqual({
      fault: 'its address contains a user name or a password',
      retryable: false,
    })
  })

  test('when one of its addresses is private, whatever the others are', async () => {
    const place = (...addresses: string[]) =>
      resolveHost(new URL('https://host/'), { ...PUBLIC, resolve: async () => addresses })
    expect(await place('8.8.8.8', '1.1.1.1')).toEqual({ ip: '8.8.8.8' })
    expect(await place('8.8.8.8', '10.0.0.1')).toMatchObject({ retryable: false })
    expect(await place()).toMatchObject({ fault: 'its host name cannot be resolved', retryable: true })
  })
})
