import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { rowsOf } from '#db/stores'
import type { App } from '#src/app'
import { createPerson, type Person, sendTo, signInAs, TEST_PASSWORD } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

/** A session as it should be: its refresh tokens, of which only the last can be used, and if it has ended. */
type Model = { person: Person; tokens: string[]; isOver: boolean }
type World = { email: string; password: string; sessions: Model[] }
type Step = { act: 'login' | 'refresh' | 'replay' | 'logout' | 'password'; which: number }

let people = 0

async function login(world: World): Promise<void> {
  const person = await signInAs(app, world.email, world.password)
  world.sessions.push({ person, tokens: [person.tokens.refreshToken], isOver: false })
}

const refresh = (token: string | undefined) =>
  sendTo(app, 'POST', '/v1/auth/refresh', { body: { refreshToken: token ?? 'x' } })

async function useLatest(session: Model): Promise<void> {
  const { status, body } = await refresh(session.tokens.at(-1))
  expect(status).toBe(session.isOver ? 401 : 200)
  if (status === 200) session.tokens.push(String(body.refreshToken))
}

async function replay(session: Model, which: number): Promise<void> {
  const used = session.tokens.slice(0, -1)
  if (used.length === 0) return
  expect((await refresh(used[which % used.length])).status).toBe(401)
  session.isOver = true
}

async function logout(session: Model): Promise<void> {
  await sendTo(app, 'POST', '/v1/auth/logout', { body: { refreshToken: session.tokens.at(-1) } })
  session.isOver = true
}

async function changePassword(world: World, session: Model): Promise<void> {
  const password = `${world.password.replace(/ \d+$/, '')} ${Math.floor(Math.random() * 1e6)}`
  const { body } = await refresh(session.tokens.at(-1))
  if (session.isOver) return
  session.tokens.push(String(body.refreshToken))
  const headers = { authorization: `Bearer ${body.accessToken}` }
  const sent = { current: world.password, password }
  expect((await sendTo(app, 'PUT', '/v1/me/password', { headers, body: sent })).status).toBe(200)
  world.password = password
  for (const each of world.sessions) if (each !== session) each.isOver = true
}

async function take(world: World, { act, which }: Step): Promise<void> {
  const session = world.sessions[which % world.sessions.length]
  if (act === 'login' || !session) return login(world)
  if (act === 'refresh') return useLatest(session)
  if (act === 'replay') return replay(session, which)
  return act === 'logout' ? logout(session) : changePassword(world, session)
}

/** Checks the law against the store: a session that is over has no use, any other exactly one token that can be used. */
async function expectOneLiveToken(world: World): Promise<void> {
  const rows = await rowsOf<{ alive: boolean; tokens: number }>(
    stores.db,
    sql`select s.ended_at is null as alive, count(*) filter (where t.used_at is null)::int as tokens
      from session s join account a on a.id = s.account_id join refresh_token t on t.session_id = s.id
      where a.email = ${world.email} group by s.id order by s.id`,
  )
  expect(rows.every(({ tokens }) => tokens <= 1)).toBe(true)
  expect(rows.filter(({ alive }) => alive)).toHaveLength(world.sessions.filter(({ isOver }) => !isOver).length)
  for (const { person, isOver } of world.sessions) expect((await person.get('/v1/me')).status).toBe(isOver ? 401 : 200)
}

const aStep: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('login', 'refresh', 'refresh', 'replay', 'logout', 'password'),
  which: fc.nat(5),
})

test('whatever people and thieves do, a session has at most one refresh token that can be used', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 12 }), async (steps) => {
      const email = `model${++people}@example.org`
      const person = await createPerson(app, stores.db, email)
      const world: World = { email, password: TEST_PASSWORD, sessions: [] }
      world.sessions.push({ person, tokens: [person.tokens.refreshToken], isOver: false })
      for (const step of steps) {
        await take(world, step)
        await expectOneLiveToken(world)
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)
