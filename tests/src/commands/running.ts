import { join } from 'node:path'
import { TEST_SECRET } from '#tests/support/client'

const ROOT = join(import.meta.dir, '..', '..', '..')

/** A command of `src/index.ts`, or another entry file, that runs as a separate process. */
export type Running = AsyncDisposable & {
  pid: number
  /** Lines of its log so far; a line that is not JSON is `{ complaint }`. */
  log: readonly Record<string, unknown>[]
  /** Lines of its standard output so far. */
  said: readonly string[]
  exited: Promise<number>
  signal: (name: NodeJS.Signals) => void
  /** Waits for a line of the log with this code, and returns it. Throws if the process ends first. */
  logged: (code: string) => Promise<Record<string, unknown>>
}

/** Runs an entry file with these arguments and only these variables; disposing kills it. (Default port: any free one) */
export function run(
  argv: readonly string[],
  environment: Record<string, string | undefined>,
  through: readonly string[] = [],
): Running {
  const { PATH, HOME } = process.env
  const child = Bun.spawn([...through, process.execPath, ...argv], {
    cwd: ROOT,
    env: { PATH, HOME, JWT_SECRET: TEST_SECRET, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [log, said]: [Record<string, unknown>[], string[]] = [[], []]
  const reading = Promise.all([
    readLines(child.stderr, (line) => log.push(line.startsWith('{') ? JSON.parse(line) : { complaint: line })),
    readLines(child.stdout, (line) => said.push(line)),
  ])
  return {
    pid: child.pid,
    log,
    said,
    exited: child.exited.then(async (exit) => {
      await reading
      return exit
    }),
    signal: (name) => child.kill(name),
    async logged(code) {
      for (;;) {
        const line = log.find((one) => one.code === code)
        if (line) return line
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${JSON.stringify(log)}`)
        await Bun.sleep(10)
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await child.exited
    },
  }
}

/** Runs `bun run start`. */
export const runService = (environment: Record<string, string | undefined>, through?: readonly string[]): Running =>
  run(['src/index.ts', 'start'], environment, through)

/** Returns the address at which a service says that it listens. */
export const addressOf = async (service: Running): Promise<string> =>
  String((await service.logged('service_listening')).url)

async function readLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>, take: (line: string) => void): Promise<void> {
  let rest = ''
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
  if (rest) take(rest)
}
