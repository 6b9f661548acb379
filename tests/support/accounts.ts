import type { App } from '#src/app'

/** Password of every account of the tests. */
export const TEST_PASSWORD = 'three quiet green lamps'

/** Response of a service: its status, headers, and its body as JSON. */
export type Answered = { status: number; headers: Headers; body: Record<string, unknown> }

/** Tokens of a session. */
export type TestTokens = { accessToken: string; refreshToken: string }

/** Sends JSON to a service and returns the answer. */
export async function sendTo(
  app: App,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const init = {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
  const response = await app.handle(new Request(`http://localhost${path}`, init))
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

/** A person who has signed in: sends requests with the access token. */
export type Person = {
  tokens: TestTokens
  get: (path: string) => Promise<Answered>
  post: (path: string, body: unknown) => Promise<Answered>
  send: (method: string, path: string, body?: unknown) => Promise<Answered>
}

/** Returns a person with these tokens. */
export function personWith(app: App, tokens: TestTokens): Person {
  const send = (method: string, path: string, body?: unknown) =>
    sendTo(app, method, path, { body, headers: { authorization: `Bearer ${tokens.accessToken}` } })
  return { tokens, send, get: (path) => send('GET', path), post: (path, body) => send('POST', path, body) }
}

/** Registers a person at a service where anyone may. */
export async function createPerson(app: App, email: string): Promise<Person> {
  const { status, body } = await sendTo(app, 'POST', '/v1/auth/register', { body: { email, password: TEST_PASSWORD } })
  if (status !== 200) throw new Error(`register: ${status} ${JSON.stringify(body)}`)
  return personWith(app, body as TestTokens) // safe: the answer of a registration
}
