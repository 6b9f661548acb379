import { join } from 'node:path'
import { median, type Ratio } from './measure'

const ROOT = join(import.meta.dir, '..', '..')
/** Rounds before measuring, in which Bun compiles the code that runs often. It does so in separate threads, during the requests. */
const WARM_ROUNDS = 4
const ROUNDS = 10
const ROUND_MS = 1_500
const CONNECTIONS = 16
const TICK_MS = 10

/** Signing secret of the measured services. */
export const SECRET = 'a secret of the bench, which serves loopback only'

/** Measured server, in its own process. `token`: that of its caller, if it has one of its own. `rates`: requests per second by round; `costs`: processor milliseconds per request. */
export type Contestant = {
  name: string
  origin: string
  pid: number
  token?: string
  rates: number[]
  costs: number[]
} & Disposable

/** Starts a Bun script that prints the URL it listens on in its first line. (Default of `stderr`: that of the bench) */
export async function startContestant(
  name: string,
  script: readonly string[],
  env: Record<string, string>,
  stderr: 'inherit' | 'ignore' = 'inherit',
): Promise<Contestant> {
  const child = Bun.spawn([process.execPath, ...script], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdout: 'pipe',
    stderr,
  })
  const { value } = await child.stdout.getReader().read()
  const [origin] = /http:\/\/\S+/.exec(new TextDecoder().decode(value)) ?? []
  if (!origin) throw new Error(`${name} did not start`)
  return { name, origin, pid: child.pid, rates: [], costs: [], [Symbol.dispose]: () => child.kill() }
}

/** Requests `path` from each server in alternating rounds, so that noise of the machine affects all of them. */
export async function race(contestants: readonly Contestant[], path: string, token: string): Promise<void> {
  for (let at = 0; at < WARM_ROUNDS; at++) for (const contestant of contestants) await round(contestant, path, token)
  for (const { rates, costs } of contestants) rates.length = costs.length = 0
  for (let at = 0; at < ROUNDS; at++) for (const contestant of contestants) await round(contestant, path, token)
}

async function round(contestant: Contestant, path: string, token: string): Promise<void> {
  const { name, origin, pid, rates, costs, token: own = token } = contestant
  // Bare servers do not compress, and `fetch` asks for it.
  const headers = { authorization: `Bearer ${own}`, 'accept-encoding': 'identity' }
  const cpu = await processorMs(pid)
  const started = performance.now()
  let requests = 0
  const connection = async () => {
    while (performance.now() - started < ROUND_MS) {
      const answer = await fetch(`${origin}${path}`, { headers })
      if (!answer.ok) throw new Error(`${name} answered ${answer.status}`)
      await answer.arrayBuffer()
      requests++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  rates.push((requests * 1000) / (performance.now() - started))
  costs.push(((await processorMs(pid)) - cpu) / requests)
}

/** Returns the processor time that a process has used, in milliseconds (Linux). */
export async function processorMs(pid: number): Promise<number> {
  const fields = (await Bun.file(`/proc/${pid}/stat`).text()).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** Returns the median of the ratios of the rounds. */
export const pairwise = (over: readonly number[], under: readonly number[]): number =>
  median(over.map((value, at) => value / (under[at] ?? Number.NaN)))

/** Returns the same server with another caller, measured by itself. */
export const withToken = (contestant: Contestant, token: string): Contestant => ({
  ...contestant,
  token,
  rates: [],
  costs: [],
})

/** Compares callers who have signed in with those who have a token of the command line. */
export const againstCommandLine = (session: Contestant, commandLine: Contestant): Ratio => ({
  what: 'the same with a session against a token of the command line, requests/s',
  value: pairwise(session.rates, commandLine.rates),
  target: 'at least .95',
  detail: '',
})

/** Returns the median, and the least and the greatest value in brackets. */
const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(0)} (${Math.min(...values).toFixed(0)}-${Math.max(...values).toFixed(0)})`

/** Compares the service with a bare server with the same SQL: requests per second, then processor time per request. */
export function againstBare(what: string, ours: Contestant, bare: Contestant, least: [string, string]): Ratio[] {
  const detail = [ours, bare]
    .map(({ name, rates, costs }) => `${name} ${spread(rates)}/s ${spread(costs.map((ms) => ms * 1000))} us`)
    .join(', ')
  return [
    {
      what: `${what} against bare, same SQL, requests/s`,
      value: pairwise(ours.rates, bare.rates),
      target: `at least ${least[0]}`,
      detail,
    },
    {
      what: 'the same by processor time a request',
      value: pairwise(bare.costs, ours.costs),
      target: `at least ${least[1]}`,
      detail: '',
    },
  ]
}
