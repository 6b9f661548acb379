import { join } from 'node:path'
import { signCliToken } from '#src/http/token'
import { median, type Ratio } from './measure'

const ROOT = join(import.meta.dir, '..', '..')
const SECRET = 'a secret of the bench, which serves loopback only'
const ROUNDS = 10
const ROUND_MS = 1_500
const CONNECTIONS = 16

type Contestant = { name: string; url: string; pid: number; stop: () => void; rates: number[]; costs: number[] }

/** A page of 20 games from the service against bare `Bun.serve` + postgres.js with the same SQL and with the joined SQL. */
export async function benchPage(databaseUrl: string): Promise<Ratio[]> {
  const ours = await startService(databaseUrl)
  const same = await startBare(databaseUrl, 'ids')
  const joined = await startBare(databaseUrl, 'joined')
  const token = await signCliToken(SECRET, { scope: 'read', for: '1h' })
  const contestants = [ours, same, joined]
  for (const contestant of contestants) await round(contestant, token)
  for (const { rates, costs } of contestants) rates.length = costs.length = 0
  for (let at = 0; at < ROUNDS; at++) for (const contestant of contestants) await round(contestant, token)
  for (const contestant of contestants) contestant.stop()
  const detail = contestants
    .map(({ name, rates, costs }) => `${name} ${median(rates).toFixed(0)}/s ${(median(costs) * 1000).toFixed(0)} us`)
    .join(', ')
  return [
    {
      what: 'page of 20 games against bare, same SQL, requests/s',
      value: pairwise(ours.rates, same.rates),
      target: 'at least .85',
      detail,
    },
    {
      what: 'the same by processor time a request',
      value: pairwise(same.costs, ours.costs),
      target: 'at least .80',
      detail: '',
    },
    {
      what: 'the same page against bare, joined SQL, requests/s',
      value: pairwise(ours.rates, joined.rates),
      target: 'at least 1.6',
      detail: '',
    },
  ]
}

/** The median of the rounds' ratios: each round's contestants met the same noise. */
const pairwise = (over: readonly number[], under: readonly number[]): number =>
  median(over.map((value, at) => value / (under[at] ?? Number.NaN)))

async function startService(databaseUrl: string): Promise<Contestant> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    ELASTICSEARCH_URL: '',
    JWT_SECRET: SECRET,
    PORT: String(port),
    NODE_ENV: 'production',
  }
  const child = Bun.spawn([process.execPath, 'src/index.ts', 'start'], {
    cwd: ROOT,
    env,
    stdout: 'ignore',
    stderr: 'inherit',
  })
  const url = `http://127.0.0.1:${port}/v1/games`
  while (!(await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok) await Bun.sleep(100)
  return { name: 'ours', url, pid: child.pid, stop: () => child.kill(), rates: [], costs: [] }
}

async function startBare(databaseUrl: string, kind: 'ids' | 'joined'): Promise<Contestant> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' }
  const child = Bun.spawn([process.execPath, 'tests/bench/bare-server.ts', kind], {
    cwd: ROOT,
    env,
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const { value } = await child.stdout.getReader().read()
  return {
    name: kind,
    url: new TextDecoder().decode(value).trim(),
    pid: child.pid,
    stop: () => child.kill(),
    rates: [],
    costs: [],
  }
}

async function round(contestant: Contestant, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const cpu = await processorMs(contestant.pid)
  const started = performance.now()
  let requests = 0
  const connection = async () => {
    while (performance.now() - started < ROUND_MS) {
      const answer = await fetch(contestant.url, { headers })
      if (!answer.ok) throw new Error(`${contestant.name} answered ${answer.status}`)
      await answer.arrayBuffer()
      requests++
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  contestant.rates.push((requests * 1000) / (performance.now() - started))
  contestant.costs.push(((await processorMs(contestant.pid)) - cpu) / requests)
}

const TICK_MS = 10

/** Processor time a process has used, in milliseconds (Linux). */
async function processorMs(pid: number): Promise<number> {
  const fields = (await Bun.file(`/proc/${pid}/stat`).text()).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
