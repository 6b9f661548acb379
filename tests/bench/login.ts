import { insertAccount } from '#db/account/queries'
import { openPostgres } from '#db/postgres/server'
import { createPasswords } from '#src/account/password-hash'
import { signCliToken } from '#src/http/token'
import { type Contestant, pairwise, SECRET } from './contestant'
import { type FloodReport, flood, loginOf } from './flood-clients'
import { median, type Ratio, timed } from './measure'
import { startService } from './page'

const ACCOUNTS = 200
const ROUNDS = 5
const ROUND_MS = 3_000
const READERS = 8
const FLOODING = 60
/** Each waits so long after an answer, as little as a program that does not heed Retry-After. */
const PAUSE_MS = 50

/**
 * Measures what sign-ins tell and cost: the time of a failure for addresses with and without an account, and the requests of others
 * beside a flood of sign-ins.
 */
export async function benchLogin(databaseUrl: string): Promise<Ratio[]> {
  await insertAccounts(databaseUrl)
  using ours = await startService(databaseUrl)
  return [await told(ours), ...(await beside(ours))]
}

const emailOf = (at: number) => `known${at}@example.org`

async function insertAccounts(databaseUrl: string): Promise<void> {
  await using database = await openPostgres(databaseUrl)
  const passwordHash = await createPasswords().hash('three quiet green lamps')
  for (let at = 0; at < ACCOUNTS; at++)
    await insertAccount(database.db, { email: emailOf(at), passwordHash, role: 'reader' })
}

/** Compares failed sign-ins of known and unknown addresses, in turns. Each address is tried once. */
async function told({ origin }: Contestant): Promise<Ratio> {
  const [known, unknown]: number[][] = [[], []]
  const attempt = (email: string) =>
    timed(async () => {
      const answer = await fetch(`${origin}/v1/auth/login`, loginOf(email))
      await answer.arrayBuffer()
      if (answer.status !== 401) throw new Error(`a failed sign-in was answered ${answer.status}`)
    })
  for (let at = 0; at < ACCOUNTS; at++) {
    const order = at % 2 === 0 ? [known, unknown] : [unknown, known]
    for (const times of order) times?.push(await attempt(times === known ? emailOf(at) : `nobody${at}@example.org`))
  }
  const [of, without] = [median(known ?? []), median(unknown ?? [])]
  return {
    what: 'failed sign-ins with and without an account, difference in ms',
    value: Math.abs(of - without),
    target: 'at most 5',
    detail: `medians ${of.toFixed(1)} ms and ${without.toFixed(1)} ms of ${ACCOUNTS} addresses each`,
  }
}

async function beside(ours: Contestant): Promise<Ratio[]> {
  const token = await signCliToken(SECRET, { scope: 'read', for: '1h' })
  const floods: FloodReport[] = []
  const [alone, flooded]: [number[], number[]] = [[], []]
  await reads(ours, token)
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await reads(ours, token))
    const flooding = flood({ origin: ours.origin, clients: FLOODING, ms: ROUND_MS + 500, pauseMs: PAUSE_MS })
    await Bun.sleep(250)
    flooded.push(await reads(ours, token))
    floods.push(await flooding)
  }
  const count = (status: number) => floods.reduce((sum, { statuses }) => sum + (statuses[status] ?? 0), 0)
  return [
    {
      what: 'requests of others beside a flood of sign-ins, requests/s',
      value: pairwise(flooded, alone),
      target: 'at least .4',
      detail: `${median(flooded).toFixed(0)}/s and ${median(alone).toFixed(0)}/s; the flood: ${count(401)} checked, ${count(503)} refused`,
    },
    {
      what: 'refusals of the flood, p99 in ms',
      value: median(floods.map(({ busyP99 }) => busyP99)),
      target: 'at most 50',
      detail: `median ${median(floods.map(({ busyP50 }) => busyP50)).toFixed(1)} ms; ${floods.reduce((sum, { withoutRetryAfter }) => sum + withoutRetryAfter, 0)} without Retry-After`,
    },
  ]
}

/** Returns how many pages of games per second some clients get. */
async function reads({ origin }: Contestant, token: string): Promise<number> {
  const began = performance.now()
  let requests = 0
  const reader = async () => {
    while (performance.now() - began < ROUND_MS) {
      const answer = await fetch(`${origin}/v1/games`, { headers: { authorization: `Bearer ${token}` } })
      if (!answer.ok) throw new Error(`the service answered ${answer.status}`)
      await answer.arrayBuffer()
      requests++
    }
  }
  await Promise.all(Array.from({ length: READERS }, reader))
  return (requests * 1000) / (performance.now() - began)
}
