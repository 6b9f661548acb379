import { percentile } from '#tests/bench/measure'
import { createRandom } from '#tests/support/random'
import { LOADS, type LoadReport, type LoadSpec } from './loads'

// Started as a separate process by start.ts, so that making the load does not disturb what is measured elsewhere.
const spec: LoadSpec = JSON.parse(process.argv[2] ?? '')
const random = createRandom(spec.seed)
const next = LOADS[spec.load](random, spec)
const durations: number[] = []
const report: LoadReport = { requests: 0, statuses: {}, without: 0, wrong: {}, p50: 0, p99: 0, slowest: 0 }
const until = performance.now() + spec.seconds * 1000

const add = (counts: Record<string, number>, name: string) => {
  counts[name] = (counts[name] ?? 0) + 1
}

const count = (status: string, ms: number) => {
  report.requests++
  add(report.statuses, status)
  durations.push(ms)
}

async function once(): Promise<void> {
  const { path, promised, ...init } = next()
  const started = performance.now()
  try {
    const answer = await fetch(`${spec.origin}${path}`, { ...init, signal: AbortSignal.timeout(30_000) })
    await answer.arrayBuffer()
    count(String(answer.status), performance.now() - started)
    const isPromised = !promised || answer.status === 503 || promised.statuses.includes(answer.status)
    if (!isPromised) add(report.wrong, `${promised.what}: ${answer.status}`)
    if (answer.status === 503 && !answer.headers.has('retry-after')) report.without++
  } catch (error) {
    const { code, name } = error as { code?: unknown; name: string } // safe: fetch throws errors only
    count(typeof code === 'string' ? code : name, performance.now() - started)
  }
}

async function client(): Promise<void> {
  while (performance.now() < until) {
    await once()
    if (spec.pauseMs) await Bun.sleep(spec.pauseMs)
  }
}

await Promise.all(Array.from({ length: spec.clients }, client))
for (const [name, share] of [
  ['p50', 0.5],
  ['p99', 0.99],
  ['slowest', 1],
] as const)
  report[name] = percentile(durations, share)
process.stdout.write(JSON.stringify(report))
