import { askService } from '../load/client'
import { createItemLedger } from './item-ledger'
import type { Person, Session, SoakLoad } from './load'
import { askAs, PASSWORD, signIn } from './person'
import { createPossible, isUnclear } from './possible'

/** What a person does with their account. */
export type AccountAct = (load: SoakLoad, person: Person) => Promise<void>

const MOST_KEYS = 5
const REFUSED = 401

/** Gets the next tokens. Without a clear answer the refresh token may be used up: the session is given up. */
export const refresh: AccountAct = async (load, person) => {
  const { session } = person
  if (!session) return
  const body = { refreshToken: session.refreshToken }
  const answer = await askAs(load, person, 'POST', '/v1/auth/refresh', { body, authorization: {} })
  if (answer.status === 200) person.session = JSON.parse(answer.text)
  else if (answer.status !== 429) person.session = undefined
}

/** Signs out. What the session had is refused from then on. */
export const signOut: AccountAct = async (load, person) => {
  const { session } = person
  if (!session) return
  const body = { refreshToken: session.refreshToken }
  const answer = await askAs(load, person, 'POST', '/v1/auth/logout', { body, authorization: {} })
  person.session = undefined
  if (answer.status !== 200) return
  person.ended.push(session.refreshToken)
  await askAs(load, person, 'GET', '/v1/me', { authorization: tokenOf(session), expects: [REFUSED] })
}

const tokenOf = ({ accessToken }: Session) => ({ authorization: `Bearer ${accessToken}` })

/** Makes an API key and uses it; deletes one if there are many. */
export const changeKeys: AccountAct = async (load, person) => {
  const there = [...person.keys].filter(([, { isThere }]) => !isThere.has(false))
  const [oldest] = there
  if (oldest && there.length >= MOST_KEYS) return deleteKey(load, person, oldest[0])
  const body = { name: 'Soak', scopes: ['self'], days: 1 }
  // Keys of requests without a clear answer may be there, too, up to 50.
  const answer = await askAs(load, person, 'POST', '/v1/me/keys', { body, expects: [200, 409] })
  if (answer.status !== 200) return
  const { id, key } = JSON.parse(answer.text) as { id: string; key: string } // safe: a new key
  person.keys.set(id, { key, isThere: createPossible(true) })
  await useKey(load, person, key)
}

async function deleteKey(load: SoakLoad, person: Person, id: string): Promise<void> {
  const answer = await askAs(load, person, 'DELETE', `/v1/me/keys/${id}`)
  const known = person.keys.get(id)
  if (answer.status === 200) {
    known?.isThere.sure(false)
    await useKey(load, person, known?.key ?? '', [REFUSED])
  } else if (isUnclear(answer)) known?.isThere.unsure(false)
}

const useKey = (load: SoakLoad, person: Person, key: string, expects: readonly number[] = [200]) =>
  askAs(load, person, 'GET', '/v1/me', { authorization: { 'x-api-key': key }, expects })

/** Makes a collection with a name of its own, at most three. */
export const makeCollection: AccountAct = async (load, person) => {
  if (person.collections.size > 4) return
  const name = `ItemLedger ${load.people.nextMark()}`
  const answer = await askAs(load, person, 'POST', '/v1/me/collections', { body: { name } })
  if (answer.status === 200) person.collections.set(name, createItemLedger(name))
}

/** Reads all that is kept about the person. */
export const exportOwn: AccountAct = async (load, person) => {
  const answer = await askAs(load, person, 'GET', '/v1/me/export')
  if (answer.status === 200 && !answer.text.includes(person.email))
    load.people.surprises.push(`the export of own data lacks the address of ${person.email}`)
}

/** Decides about a game as an editor, with the own account as the author. */
export const decideOnce: AccountAct = async (load, person) => {
  if (person.role !== 'editor') return
  const slug = load.slugs[Math.floor(load.random() * load.slugs.length)]
  const body = { value: load.people.nextMark() % 100 }
  const path = `/v1/games/${slug}/overrides/score.critics`
  load.ledger.note(await askAs(load, person, 'PUT', path, { body, expects: [200, 404, 409, 422] }))
}

const PAUSE_MS = 1000
/** Time for which an erasure is tried: longer than every fault of the soak. */
const ERASE_MS = 30_000

/** Erases the account of a person: through their own request or an administrator's, again until it is clear. */
export async function erase(load: SoakLoad, person: Person): Promise<void> {
  // An account of the command has its id since its first sign-in.
  if (person.id === '') return
  person.isThere.unsure(false)
  for (const until = performance.now() + ERASE_MS; performance.now() < until; ) {
    const isErased = load.random() < 1 / 3 ? await eraseByAdministrator(load, person) : await eraseOwn(load, person)
    if (isErased) return person.isThere.sure(false)
    await Bun.sleep(PAUSE_MS)
  }
}

async function eraseByAdministrator(load: SoakLoad, { id }: Person): Promise<boolean> {
  const answer = await askService(load.current(), `/v1/admin/accounts/${id}`, { method: 'DELETE', scope: 'admin' })
  load.onAnswer(answer)
  return answer.status === 200 || answer.status === 404
}

async function eraseOwn(load: SoakLoad, person: Person): Promise<boolean> {
  // Nobody can sign in any more once an earlier request, whose answer was lost, has erased the account.
  const status = person.session ? 200 : await signIn(load, person, [200, REFUSED])
  if (status !== 200) return status === REFUSED
  const answer = await askAs(load, person, 'DELETE', '/v1/me', {
    body: { password: PASSWORD },
    expects: [200, REFUSED],
  })
  if (answer.status !== 200) person.session = undefined
  return answer.status === 200
}
