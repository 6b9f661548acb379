import { watchMemory } from '#tests/bench/measure'
import { loadDemo } from '#tests/support/demo-catalogue'
import { linesOf, type ServiceProcess, startService } from '#tests/support/service-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { type Part, part } from './faults/scenario'
import type { LoadName, LoadReport } from './load/loads'
import { runLoad, tellLoad } from './load/start'

const CLIENTS = 8
/** Pause of a client after each answer, so that the load is the same in both runs. */
const PAUSE_MS = 25
const WARM_SECONDS = 5
const MOST_TIMES = 3
const MOST_BLOCKED_MS = 100
const MOST_MEGABYTES = 300
const TOLD_WRONG = 5

export type StormProof = { server: string; seconds: number; seed: number; say: (line: string) => void }

/**
 * Sends hostile bodies to a service on the sample catalogue, and before that well-formed ones of the same lengths for the same time.
 * A process of its own asks for `/health/live` meanwhile. Returns each promise with its figure.
 */
export async function proveStorm({ server, seconds, seed, say }: StormProof): Promise<Part[]> {
  const url = await createBareDatabase(server)
  try {
    await loadDemo(url)
    await using service = await startService({ DATABASE_URL: url, ELASTICSEARCH_URL: '' })
    const peak = watchMemory(service.pid)
    await underLoad(service, 'wellFormed', WARM_SECONDS, seed)
    const calm = await underLoad(service, 'wellFormed', seconds, seed)
    say(`well-formed: ${tell(calm)}`)
    const before = service.log.length
    const storm = await underLoad(service, 'hostile', seconds, seed)
    say(`hostile:     ${tell(storm)}`)
    return [
      timesOf(calm.live, storm.live),
      blockedFor(service, before),
      memoryOf(peak()),
      promisedOnly(storm.load),
      promisedOnly(calm.load),
    ]
  } finally {
    await dropDatabase(server, url)
  }
}

type Underway = { load: LoadReport; live: LoadReport }

async function underLoad(service: ServiceProcess, load: LoadName, seconds: number, seed: number): Promise<Underway> {
  const [made, live] = await Promise.all([
    runLoad(service, { load, clients: CLIENTS, seconds, pauseMs: PAUSE_MS, seed }),
    runLoad(service, { load: 'live', clients: 1, seconds, pauseMs: 10 }),
  ])
  return { load: made, live }
}

const tell = ({ load, live }: Underway): string =>
  `${tellLoad(load)}; live p50 ${live.p50.toFixed(1)} ms, p99 ${live.p99.toFixed(1)} ms, slowest ${live.slowest.toFixed(0)} ms`

function timesOf(calm: LoadReport, storm: LoadReport): Part {
  const times = storm.p99 / calm.p99
  return part(
    times <= MOST_TIMES,
    `p99 of /health/live ${times.toFixed(1)} times that beside well-formed bodies (at most ${MOST_TIMES})`,
  )
}

/** Returns the longest block of the event loop that the service itself has logged since a line of its log. */
function blockedFor(service: ServiceProcess, since: number): Part {
  const lines = linesOf({ ...service, log: service.log.slice(since) }, 'event_loop_blocked')
  const longest = Math.max(0, ...lines.map(({ durationMs }) => Number(durationMs)))
  return part(
    longest <= MOST_BLOCKED_MS,
    `the event loop was blocked for ${longest.toFixed(0)} ms at most (${MOST_BLOCKED_MS}), ${lines.length} lines event_loop_blocked`,
  )
}

const memoryOf = (megabytes: number): Part =>
  part(megabytes < MOST_MEGABYTES, `peak of the resident memory ${megabytes.toFixed(0)} MB (below ${MOST_MEGABYTES})`)

function promisedOnly({ requests, wrong, statuses }: LoadReport): Part {
  const names = Object.entries(wrong).map(([what, times]) => `${what} x${times}`)
  const unanswered = Object.entries(statuses).filter(([status]) => !/^\d/.test(status))
  const told = [...names.slice(0, TOLD_WRONG), ...unanswered.map(([error, times]) => `no answer (${error}) x${times}`)]
  return part(
    names.length === 0 && unanswered.length === 0,
    `${requests} requests, ${names.length} kinds answered otherwise than promised${told.length > 0 ? `: ${told.join('; ')}` : ''}`,
  )
}
