import { insertAccount } from '#db/account/queries'
import type { Role } from '#db/account/table'
import type { Db } from '#db/stores'
import { createPasswords } from '#src/account/password-hash'
import type { App } from '#src/app'

/** Password of every account of the tests. */
export const TEST_PASSWORD = 'three quiet green lamps'

const passwords = createPasswords()
let hash: Promise<string> | undefined

/** Returns the hash of the password of the tests. It is computed once. */
async function testHash(): Promise<string> {
  hash ??= passwords.hash(TEST_PASSWORD)
  return hash
}

/** Response of a service: its status, headers, and its body as JSON. */
export type Answered = { status: number; headers: Headers; body: Record<string, unknown> }

/** Tokens of a session. */
export type TestTokens = { accessToken: string; refreshToken: string }

/** Body and headers of a request to a service. `isRaw`: the answer may be anything but JSON, and is not parsed. */
export type Sent = { body?: unknown; headers?: Record<string, string>; isRaw?: boolean }

/** Sends JSON to a service and returns the answer. */
export async function sendTo(
  app: App,
  method: string,
  path: string,
  { body, headers = {}, isRaw = false }: Sent = {},
): Promise<Answered> {
  const init = {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
  const response = await app.handle(new Request(`http://localhost${path}`, init))
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: isRaw || text === '' ? {} : JSON.parse(text) }
}

/** A person who has signed in: sends requests with the access token. */
export type Person = {
  id: string
  email: string
  tokens: TestTokens
  get: (path: string) => Promise<Answered>
  send: (method: string, path: string, body?: unknown) => Promise<Answered>
}

/** Signs a person in who has an account. */
export async function signInAs(app: App, email: string, password = TEST_PASSWORD): Promise<Person> {
  const { status, body } = await sendTo(app, 'POST', '/v1/auth/login', { body: { email, password } })
  if (status !== 200) throw new Error(`login: ${status} ${JSON.stringify(body)}`)
  const tokens = body as TestTokens // safe: the answer of a sign-in
  const send = (method: string, path: string, sent?: unknown) =>
    sendTo(app, method, path, { body: sent, headers: { authorization: `Bearer ${tokens.accessToken}` } })
  return { id: claimsOf(tokens.accessToken).sub, email, tokens, send, get: (path) => send('GET', path) }
}

/** Returns the claims of a token, unchecked. */
export const claimsOf = (token: string): { sub: string; sid: string; scope: string; iat: number; exp: number } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** Inserts an account, without going through the service, and signs the person in. */
export async function createPerson(app: App, db: Db, email: string, role: Role = 'reader'): Promise<Person> {
  await insertAccount(db, { email, passwordHash: await testHash(), role })
  return signInAs(app, email)
}
