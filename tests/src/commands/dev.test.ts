import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..', '..', '..')
const MINUTES = 180_000

const dataDir = await mkdtemp(join(tmpdir(), 'vestim-dev-'))
afterAll(() => rm(dataDir, { recursive: true, force: true }))

/** Runs `bun run dev` in a process group of its own, whose id is the pid. */
function runDev(...options: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', ELASTICSEARCH_URL: '' }
  return Bun.spawn([process.execPath, 'run', 'dev', ...options], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

/** Returns the address the service says it listens on. */
async function addressIn(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = ''
  for await (const chunk of output.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const [address] = /https?:\/\/[\d.:]+(?=\n)/.exec(text) ?? []
    if (address) return address
  }
  throw new Error(`bun run dev ended without an address: ${text}`)
}

/** True if a process of this group is alive. */
function isGroupAlive(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

describe('bun run dev', () => {
  const signals: [name: NodeJS.Signals, to: string, sign: 1 | -1][] = [
    ['SIGTERM', 'the command', 1],
    ['SIGINT', 'the command', 1],
    ['SIGINT', 'its process group, as Ctrl-C sends it', -1],
  ]
  for (const [signal, to, sign] of signals)
    test(
      `serves until ${signal} reaches ${to}; then nothing of it is left`,
      async () => {
        const child = runDev()
        const url = await addressIn(child.stdout)
        expect((await fetch(`${url}/health/live`, { keepalive: false })).status).toBe(200)
        process.kill(sign * child.pid, signal)
        expect([await child.exited, child.signalCode, isGroupAlive(child.pid)]).toEqual([0, null, false])
        const again = Bun.serve({ port: Number(new URL(url).port), hostname: '127.0.0.1', fetch: () => new Response() })
        await again.stop()
      },
      MINUTES,
    )

  test(
    '--help answers and ends, watcher included',
    async () => {
      const child = runDev('--help')
      expect(await new Response(child.stdout).text()).toContain('restart when the code changes')
      expect([await child.exited, isGroupAlive(child.pid)]).toEqual([0, false])
    },
    MINUTES,
  )

  test(
    'ends with the exit code of a command that fails',
    async () => {
      const child = runDev('--no-such-option')
      expect([await child.exited, isGroupAlive(child.pid)]).toEqual([2, false])
    },
    MINUTES,
  )
})
