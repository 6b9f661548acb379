import { join } from 'node:path'
import { freePort } from '#tests/ops/server-user'
import { TEST_SECRET, testToken } from './client'
import type { SeedEnvironment } from './seed-process'

const ROOT = join(import.meta.dir, '..', '..')
const START_MS = 60_000
const POLL_MS = 20

/** One line of the service's log. */
export type LoggedLine = { at: string; level: string; code: string } & Record<string, unknown>

/** Environment of the service besides that of its stores. */
export type ServiceEnvironment = SeedEnvironment & Record<string, string | undefined>

export type ServiceOptions = {
  /** Health path that must answer 200 before `startService` returns. (Default: `/health/ready`) */
  until?: '/health/live' | '/health/ready'
  /** Command that runs the service, such as `setpriv …`: its arguments are followed by those of the service. */
  through?: readonly string[]
}

/** A service that runs as a separate process. Disposing kills it. */
export type ServiceProcess = AsyncDisposable & {
  origin: string
  pid: number
  /** Lines of its log so far. */
  log: readonly LoggedLine[]
  /** Lines of its standard error so far that are not JSON. */
  complaints: readonly string[]
  /** Resolves to the exit code, or to 128 and more if a signal ended it. */
  exited: Promise<number>
  signal: (name: NodeJS.Signals) => void
}

const running = new Set<ReturnType<typeof spawnService>>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Starts `bun src/index.ts start` on a free port and waits until it answers.
 *
 * @throws with the end of its standard error if it ends before, or does not answer within 60 s
 */
export async function startService(
  environment: ServiceEnvironment,
  { until = '/health/ready', through = [] }: ServiceOptions = {},
): Promise<ServiceProcess> {
  const port = await freePort()
  const child = spawnService({ ...environment, PORT: String(port) }, through)
  const [log, complaints]: [LoggedLine[], string[]] = [[], []]
  const read = readLines(child.stderr, (line) => sortLine(line, log, complaints))
  running.add(child)
  void child.exited.then(() => running.delete(child))
  const service: ServiceProcess = {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid,
    log,
    complaints,
    exited: child.exited,
    signal: (name) => child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await child.exited
      await read
    },
  }
  try {
    await untilAnswered(service, until)
    return service
  } catch (error) {
    await service[Symbol.asyncDispose]()
    throw error
  }
}

function spawnService(environment: ServiceEnvironment, through: readonly string[]) {
  const { PATH, HOME, TMPDIR } = process.env
  return Bun.spawn([...through, process.execPath, join(ROOT, 'src', 'index.ts'), 'start'], {
    cwd: ROOT,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), JWT_SECRET: TEST_SECRET, ...environment },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  })
}

async function readLines(stream: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  if (rest) onLine(rest)
}

function sortLine(line: string, log: LoggedLine[], complaints: string[]): void {
  try {
    log.push(JSON.parse(line))
  } catch {
    complaints.push(line)
  }
}

/** Waits until a health path of the service answers 200. */
export async function untilAnswered(service: ServiceProcess, path: string, withinMs = START_MS): Promise<number> {
  const started = performance.now()
  let ended: number | undefined
  void service.exited.then((code) => {
    ended = code
  })
  for (;;) {
    const answer = await fetch(`${service.origin}${path}`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    await answer?.arrayBuffer()
    const tookMs = performance.now() - started
    if (answer?.status === 200) return tookMs
    if (ended !== undefined) throw new Error(`the service ended with ${ended}: ${service.complaints.join(' ')}`)
    if (tookMs > withinMs) throw new Error(`${path} did not answer 200 within ${Math.round(withinMs / 1000)} s`)
    await Bun.sleep(POLL_MS)
  }
}

/** Returns the log lines with this code. */
export const linesOf = ({ log }: ServiceProcess, code: string): LoggedLine[] => log.filter((line) => line.code === code)

/** Returns the headers of a caller with these scopes, whose token is valid for an hour. */
export const authorizationOf = async (scope: string): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${await testToken(scope)}`,
})
