import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TEST_SECRET } from './client'

const ROOT = join(import.meta.dir, '..', '..')
const ANSWER_MS = 30_000

/**
 * Service in a process of its own. `log` is everything it has written to standard error; `longestBlockMs` returns the longest time
 * for which its event loop was blocked since the last call.
 */
export type MonitoredService = AsyncDisposable & {
  url: string
  log: () => string
  longestBlockMs: () => Promise<number>
}

/** Starts `bun src/index.ts start` over a database, or over a new embedded store if there is no URL. */
export async function startMonitored(
  databaseUrl: string | undefined,
  env: Record<string, string> = {},
): Promise<MonitoredService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vestim-monitored-'))
  const child = Bun.spawn(
    [process.execPath, '--preload', './tests/support/block-monitor.ts', 'src/index.ts', 'start'],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl ?? '',
        DATA_DIR: dataDir,
        ELASTICSEARCH_URL: '',
        JWT_SECRET: TEST_SECRET,
        PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const output = collect(child.stdout)
  const log = collect(child.stderr)
  const [url] = await found(/http:\/\/[\d.:]+/, output)
  return {
    url,
    log,
    async longestBlockMs() {
      const before = log().length
      child.kill('SIGUSR2')
      const [, ms] = await found(/"longestBlockMs":(\d+)/, () => log().slice(before))
      return Number(ms)
    },
    async [Symbol.asyncDispose]() {
      child.kill()
      await child.exited
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Reads a stream to its end, and returns a function that gives what has been read. */
function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): () => string {
  let text = ''
  const read = async () => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) text += chunk
  }
  void read()
  return () => text
}

async function found(pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
  const deadline = performance.now() + ANSWER_MS
  while (performance.now() < deadline) {
    const match = pattern.exec(text())
    if (match) return match
    await Bun.sleep(5)
  }
  throw new Error(`the service did not write ${pattern}: ${text()}`)
}
