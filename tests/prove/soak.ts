import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startBreakablePostgres } from '#tests/ops/breakable-postgres'
import { DEMO_LOADS, loadDemo } from '#tests/support/demo-catalogue'
import { startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import { MEMORY_MONITOR, memoryOf } from '#tests/support/memory-figures'
import { createRandom } from '#tests/support/random'
import { runSeed } from '#tests/support/seed-process'
import { type ServiceProcess, startService, untilAnswered } from '#tests/support/service-process'
import { dropIndices, untilIndexed } from './faults/index-steps'
import { type Part, part } from './faults/scenario'
import { type Answered, countStatuses } from './load/client'
import { listSlugs } from './load/requests'
import { inFolder } from './printing'
import { decideOn, readOn } from './soak/catalogue-acts'
import { runCommand } from './soak/command'
import { DISTURBANCES, type Disturbed } from './soak/disturbances'
import { checkKept, type Kept } from './soak/final-checks'
import { flatMemory, flatSockets, restingMemory, sampleOn } from './soak/flatness'
import { createLedger } from './soak/ledger'
import type { SoakLoad } from './soak/load'
import { createPeople, liveOn } from './soak/people'
import { PASSWORD } from './soak/person'

const LOAD_EVERY = 6
const LONGEST_LOAD_MS = 90_000
const READERS = 6
const DECIDERS = 2
const PEOPLE = 3
/** Share of the soak in which the service warms up, and the part of it in which it may be restarted: what is measured must not be new. */
const WARM_SHARE = 1 / 3
const RESTART_SHARE = WARM_SHARE / 2
/** Time that a person stays, and the share of a short soak. */
const STAY_MS = 40_000
const STAY_SHARE = 1 / 5
/** Time after the load until the memory at rest is measured. */
const REST_MS = 30_000
const DATABASE = 'soak'

export type SoakProof = {
  programs: string
  elasticsearch: string
  minutes: number
  seed: number
  /** Time from one fault to the next. (Default: 20,000) */
  everyMs?: number
  say: (line: string) => void
}

type Running = {
  proof: SoakProof
  service: ServiceProcess
  random: () => number
  until: number
  warmUntil: number
  restartUntil: number
}
type Environment = SoakLoad['environment']

/**
 * Runs mixed load on a service for minutes, with a random fault every 20 s: reads, searches, decisions, and people who come, use accounts,
 * keys and collections, and leave or erase their accounts. Returns each promise with its figure.
 */
export const proveSoak = (proof: SoakProof): Promise<Part[]> =>
  inFolder(async (folder) => {
    await using postgres = await startBreakablePostgres(proof.programs)
    await using elasticsearch = await startHostileElasticsearch({ upstream: proof.elasticsearch })
    const index = `vestim-soak-${crypto.randomUUID().slice(0, 8)}`
    const kept: Kept = { url: postgres.databaseUrl(DATABASE), dataDir: join(folder, 'data') }
    await postgres.run(`create database ${DATABASE}`)
    await loadDemo(kept.url, DEMO_LOADS.slice(0, 1))
    await mkdir(kept.dataDir)
    await writeFile(join(folder, 'password'), PASSWORD)
    const environment = {
      DATABASE_URL: kept.url,
      DATA_DIR: kept.dataDir,
      ELASTICSEARCH_URL: elasticsearch.url,
      ELASTICSEARCH_INDEX: index,
      REGISTRATION: 'invite',
    }
    try {
      const running = await begin(proof, environment)
      const restartService = () => restart(running, environment)
      await using _last = { [Symbol.asyncDispose]: () => running.service[Symbol.asyncDispose]() }
      const load = await createLoad(running, environment, join(folder, 'password'))
      return await soak(running, load, kept, { postgres, database: DATABASE, elasticsearch, restartService })
    } finally {
      await dropIndices(proof.elasticsearch, index)
    }
  })

async function begin(proof: SoakProof, environment: Environment): Promise<Running> {
  const service = await startService({ ...environment, ...MEMORY_MONITOR })
  const [started, lengthMs] = [performance.now(), proof.minutes * 60_000]
  const random = createRandom(proof.seed)
  return {
    proof,
    service,
    random,
    until: started + lengthMs,
    warmUntil: started + lengthMs * WARM_SHARE,
    restartUntil: started + lengthMs * RESTART_SHARE,
  }
}

type CountedLoad = SoakLoad & { answers: readonly Answered[] }

async function createLoad(running: Running, environment: Environment, passwordFile: string): Promise<CountedLoad> {
  const { minutes, seed } = running.proof
  const answers: Answered[] = []
  return {
    current: () => running.service,
    isOver: () => performance.now() > running.until,
    random: createRandom(seed + 1),
    ledger: createLedger(),
    people: createPeople(passwordFile, Math.min(STAY_MS, minutes * 60_000 * STAY_SHARE)),
    slugs: await listSlugs(running.service),
    environment,
    answers,
    onAnswer: ({ status, ms, fault }) => answers.push({ status, ms, fault, text: '', headers: NO_HEADERS }),
  }
}

const times = (count: number, work: () => Promise<void>) => Array.from({ length: count }, work)

async function soak(running: Running, load: CountedLoad, kept: Kept, disturbed: Disturbed): Promise<Part[]> {
  const { environment, ledger } = load
  const [samples, loads] = await Promise.all([
    sampleOn({ service: () => running.service, from: running.warmUntil, until: running.until }),
    disturbOn(running, environment, disturbed),
    ...times(READERS, () => readOn(load)),
    ...times(DECIDERS, () => decideOn(load)),
    ...times(PEOPLE, () => liveOn(load)),
  ])
  await untilAnswered(running.service, '/health/ready')
  await Promise.all(loads)
  await Bun.sleep(Math.min(REST_MS, running.proof.minutes * REST_MS))
  const atRest = await memoryOf(running.service)
  const last = await runSeed(demoLoad(1), environment)
  const purge = await runCommand(['purge'], environment)
  const lost = await ledger.lost(running.service)
  return [
    noOtherFault(load.answers),
    part(lost.length === 0 && ledger.size() > 0, `${lost.length} of ${ledger.size()} acknowledged decisions lost`),
    ...(await checkKept(load, kept)),
    flatMemory(samples),
    restingMemory(samples, atRest),
    flatSockets(samples),
    part(last.exit === 0, `last load: exit code ${last.exit}`),
    part(purge === 0, `purge: exit code ${purge}`),
    await untilIndexed(environment),
  ]
}

const NO_HEADERS = new Headers()
const demoLoad = (at: number) => [...(DEMO_LOADS[at] ?? []), '--quiet']

async function restart(running: Running, environment: Environment): Promise<void> {
  running.service.signal('SIGTERM')
  await running.service.exited
  await running.service[Symbol.asyncDispose]()
  running.service = await startService({ ...environment, ...MEMORY_MONITOR })
}

/**
 * Disturbs every 20 s, and loads a list every sixth time. The last disturbance ends well before the load does. Returns the loads, whose
 * last one may still be running.
 */
async function disturbOn(running: Running, environment: Environment, disturbed: Disturbed) {
  const { proof, random } = running
  const { everyMs = 20_000 } = proof
  const loads: ReturnType<typeof runSeed>[] = []
  for (let turn = 0; performance.now() + everyMs < running.until; turn++) {
    const next = performance.now() + everyMs
    const mayRestart = performance.now() < running.restartUntil
    const choices = DISTURBANCES.filter(({ warms }) => mayRestart || !warms)
    const chosen = choices[Math.floor(random() * choices.length)]
    if (turn % LOAD_EVERY === LOAD_EVERY - 1)
      loads.push(runSeed(demoLoad(1), environment, { timeoutMs: LONGEST_LOAD_MS }))
    proof.say(`${new Date().toISOString()} ${chosen?.name}`)
    await chosen?.run(disturbed)
    await Bun.sleep(Math.max(0, next - performance.now()))
  }
  return loads
}

function noOtherFault(answers: readonly Answered[]): Part {
  const wrong = answers.filter(({ status }) => status >= 500 && status !== 503)
  return part(
    wrong.length === 0,
    `${answers.length} requests, ${wrong.length} answered 5xx other than 503 (${countStatuses(answers)})`,
  )
}
