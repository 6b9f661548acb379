import { type Answered, askService, sendJson } from '../load/client'
import { createItemLedger } from './item-ledger'
import type { Person, Session, SoakLoad } from './load'
import { createPossible, isUnclear } from './possible'

/** Password of every account of the soak. */
export const PASSWORD = 'three quiet green lamps'

/** Returns the person of an account that was acknowledged. */
export const createPerson = (
  email: string,
  role: Person['role'],
  id: string,
  session: Session | undefined,
): Person => ({
  email,
  role,
  id,
  session,
  isThere: createPossible(true),
  collections: new Map(['owned', 'wished'].map((name) => [name, createItemLedger(name)])),
  keys: new Map(),
  ended: [],
})

/** Returns the subject of a token, unchecked. */
export const subjectOf = (accessToken: string): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()).sub

/** A request of a person. `type`: of a body that is sent as it is. `expects`: statuses besides 429, 503 and no answer. (Default: 200) */
export type PersonRequest = {
  body?: unknown
  type?: string
  accept?: string
  expects?: readonly number[]
  authorization?: Record<string, string>
}

/** Sends a request as a person who has signed in, and counts the answer. */
export async function askAs(
  load: SoakLoad,
  person: Person,
  method: string,
  path: string,
  { body, type, accept, expects = [200], authorization }: PersonRequest = {},
): Promise<Answered> {
  const headers = { ...(authorization ?? bearer(person)), ...(accept !== undefined && { accept }) }
  const sent =
    body === undefined || type !== undefined
      ? askService(load.current(), path, {
          method,
          scope: null,
          ...(body !== undefined && { body: String(body) }),
          headers: { ...headers, ...(type !== undefined && { 'content-type': type }) },
        })
      : sendJson(load.current(), method, path, body, { scope: null, headers })
  const answer = await sent
  load.onAnswer(answer)
  if (!isUnclear(answer) && answer.status !== 429 && !expects.includes(answer.status))
    load.people.surprises.push(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
  return answer
}

const bearer = ({ session }: Person): Record<string, string> =>
  session ? { authorization: `Bearer ${session.accessToken}` } : {}

/** Signs a person in by the password. Returns the status. */
export async function signIn(load: SoakLoad, person: Person, expects: readonly number[] = [200]): Promise<number> {
  const body = { email: person.email, password: PASSWORD }
  const answer = await askAs(load, person, 'POST', '/v1/auth/login', { body, expects, authorization: {} })
  person.session = answer.status === 200 ? JSON.parse(answer.text) : undefined
  return answer.status
}
