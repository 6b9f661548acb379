import { describe, expect, test } from 'bun:test'
import { createVerifier, signCliToken } from '#src/http/token'
import { TEST_SECRET } from '#tests/support/client'
import { type Forged, forge, goodClaims } from './sign'

const verify = createVerifier({ jwtSecret: TEST_SECRET }, async () => true)
const now = () => Math.floor(Date.now() / 1000)
const OTHER = 'another secret, just as long as the first one'

describe('a token of the command line', () => {
  test('is valid, with the subject cli and the scopes it was signed with', async () => {
    const token = await signCliToken(TEST_SECRET, { scope: 'read, export', for: '12h' })
    const caller = await verify(token)
    expect(caller?.subject).toBe('cli')
    expect([...(caller?.scopes ?? [])]).toEqual(['read', 'export'])
    const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(header)).toEqual({ alg: 'HS256', typ: 'cli+jwt' })
    expect(Object.keys(JSON.parse(claims)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub'])
    expect(JSON.parse(claims).exp - JSON.parse(claims).iat).toBe(12 * 3600)
  })

  for (const wanted of [
    { scope: 'root', for: '1h' },
    { scope: 'editor', for: '1h' },
    { scope: '', for: '1h' },
    { scope: 'read root', for: '1h' },
    { scope: 'read', for: '31d' },
    { scope: 'read', for: '0h' },
    { scope: 'read', for: '1w' },
    { scope: 'read', for: 'forever' },
    { scope: 'read', for: '-1h' },
  ])
    test(`is not made for "${wanted.scope}" and "${wanted.for}"`, async () => {
      expect(signCliToken(TEST_SECRET, wanted)).rejects.toMatchObject({ name: 'Failure', code: 'usage' })
    })
})

describe('a token made by hand is', () => {
  test('accepted if everything in it is right', async () => {
    expect(await verify(forge({}))).toBeDefined()
    expect(await verify(forge({ header: { typ: 'at+jwt' }, claims: { sid: 's' } }))).toBeDefined()
  })

  const wrong: Record<string, Forged | string> = {
    'of a foreign secret': { secret: OTHER },
    'without a signature': { header: { alg: 'none' } },
    'of HS512': { header: { alg: 'HS512' }, digest: 'sha512' },
    'of HS384 in its header alone': { header: { alg: 'HS384' } },
    'of another type': { header: { typ: 'JWT' } },
    'a refresh token': { header: { typ: 'rt+jwt' } },
    'for another audience': { claims: { aud: 'another-api' } },
    'by another issuer': { claims: { iss: 'evil' } },
    'over since a minute': { claims: { exp: now() - 60, iat: now() - 120 } },
    'not yet in force': { claims: { nbf: now() + 600 } },
    'without an end': { claims: { exp: undefined } },
    'without a subject': { claims: { sub: undefined } },
    'without an id': { claims: { jti: undefined } },
    'without a scope': { claims: { scope: undefined } },
    'older than 30 days': { claims: { iat: now() - 31 * 86_400 } },
    'an access token without a session': { header: { typ: 'at+jwt' } },
    'an access token older than 10 minutes': { header: { typ: 'at+jwt' }, claims: { sid: 's', iat: now() - 700 } },
    'with a critical extension': { header: { crit: ['exp2'], exp2: 1 } },
    'too long': { claims: { pad: 'x'.repeat(5000) } },
    'no token': 'nonsense',
    'three dots': '...',
    empty: '',
  }
  for (const [name, given] of Object.entries(wrong))
    test(`refused when it is ${name}`, async () => {
      expect(await verify(typeof given === 'string' ? given : forge(given))).toBeUndefined()
    })

  test('refused when a byte of it is changed', async () => {
    const token = forge({})
    for (const at of [3, token.indexOf('.') + 5, token.length - 10]) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(await verify(changed)).toBeUndefined()
    }
  })

  test('refused when its header brings a key or names one', async () => {
    const jwk = { kty: 'oct', k: Buffer.from(OTHER).toString('base64url') }
    for (const header of [
      { jwk },
      { jku: 'http://127.0.0.1:1/keys' },
      { x5u: 'http://127.0.0.1:1/keys' },
      { kid: '../../dev/null' },
    ])
      expect(await verify(forge({ header, secret: OTHER }))).toBeUndefined()
  })

  test('refused once it has expired, cached or not', async () => {
    const brief = forge({ claims: { exp: now() - 4 } })
    expect(await verify(brief)).toBeDefined()
    await Bun.sleep(2000)
    expect(await verify(brief)).toBeUndefined()
  })
})

describe('after a rotation', () => {
  const rotated = createVerifier({ jwtSecret: OTHER, jwtSecretPrevious: TEST_SECRET }, async () => true)

  test('tokens of both secrets are valid', async () => {
    expect(await rotated(forge({}))).toBeDefined()
    expect(await rotated(forge({ secret: OTHER }))).toBeDefined()
  })

  test('tokens of a third secret are not, nor those of the old one once it is removed', async () => {
    expect(await rotated(forge({ secret: `${OTHER}!` }))).toBeUndefined()
    expect(await createVerifier({ jwtSecret: OTHER }, async () => true)(forge({}))).toBeUndefined()
  })
})

test('unknown scopes are ignored', async () => {
  const caller = await verify(forge({ claims: { scope: 'read everything' } }))
  expect([...(caller?.scopes ?? [])]).toEqual(['read'])
  expect(goodClaims().scope).toBe('read')
})
