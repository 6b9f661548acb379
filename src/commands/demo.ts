import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Glob } from 'bun'
import { lockDirectory } from '#db/postgres/directory-lock'
import type { Config, Environment } from '#lib/config'
import { Failure } from '#lib/errors'
import { createClient } from '#src/client'
import { signCliToken } from '#src/http/token'
import { agreement } from './agreement'
import { signingSecret } from './secret'

const ROOT = join(import.meta.dir, '..', '..')
const SAMPLE = join(ROOT, 'seed', 'demo')

/** What the sample is made of: a source and where its rows lie. */
const LOADS: readonly [source: string, from: string][] = [
  ['vgsales', 'vgsales.csv'],
  ['metacritic', 'metacritic.csv'],
  ['steamspy', 'steamspy'],
]

/** Options of the demo. */
export type DemoOptions = {
  /** Removes the embedded store first. */
  fresh: boolean
  /** Environment of this process, for the child processes. */
  environment: Environment
  signal: AbortSignal
  say: (line: string) => void
}

/**
 * Loads the bundled sample into the embedded store through the real loader and serves it, both as child processes.
 *
 * A second start finds the sample loaded and goes straight to serving.
 *
 * @throws {Failure} `usage` where a real store is configured: the sample is for the embedded one; `store_busy` where
 * `fresh` would remove what a process has open
 */
export async function demo(config: Config, { fresh, environment, signal, say }: DemoOptions): Promise<void> {
  if (config.databaseUrl)
    throw new Failure(
      'usage',
      'The demo fills the embedded store, and DATABASE_URL names a real one: unset it, or use bun run seed.',
    )
  if (fresh) forget(config.dataDir)
  const child = childOptions(config, environment, signal)
  await loadSample(config, child, say)
  await serve(config, child, say)
}

/** Removes the embedded store, unless a process has it open. */
function forget(dataDir: string): void {
  const unlock = lockDirectory(dataDir)
  try {
    for (const name of ['postgres', 'demo-loaded']) rmSync(join(dataDir, name), { recursive: true, force: true })
  } finally {
    unlock()
  }
}

async function loadSample(config: Config, child: ChildOptions, say: (line: string) => void): Promise<void> {
  const marker = join(config.dataDir, 'demo-loaded')
  const sample = await fingerprint()
  if (existsSync(join(config.dataDir, 'postgres')) && existsSync(marker) && readFileSync(marker, 'utf8') === sample)
    return say('The sample is loaded already.')
  for (const [source, from] of LOADS) {
    const loader = Bun.spawn(bun('seed/index.ts', source, join(SAMPLE, from)), child)
    expectSuccess(await loader.exited)
  }
  writeFileSync(marker, sample)
}

/** A name for the sample of this release. */
async function fingerprint(): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256')
  for (const file of [...new Glob('**/*.{csv,json}').scanSync(SAMPLE)].sort())
    hash.update(await Bun.file(join(SAMPLE, file)).bytes())
  return hash.digest('hex')
}

const bun = (...args: string[]): string[] => [process.execPath, ...args]

type ChildOptions = ReturnType<typeof childOptions>

/**
 * Returns the options of both child processes: our environment and configuration, ended by `signal`.
 *
 * The IPC channel carries no messages. When this process ends, even by SIGKILL, the channel closes and the children stop.
 */
const childOptions = (config: Config, environment: Environment, signal: AbortSignal) => ({
  ipc() {},
  cwd: ROOT,
  env: {
    ...environment,
    DATA_DIR: config.dataDir,
    PORT: String(config.port),
    LOG_LEVEL: environment.LOG_LEVEL || 'warn',
  },
  stdin: 'ignore' as const,
  stdout: 'inherit' as const,
  stderr: 'inherit' as const,
  signal,
})

function expectSuccess(exit: number): void {
  if (exit !== 0)
    throw new Failure('interrupted', 'Loading the sample did not finish: run bun run demo again to go on.')
}

async function serve(config: Config, child: ChildOptions, say: (line: string) => void): Promise<void> {
  const server = Bun.spawn(bun('src/index.ts', 'start'), { ...child, stdout: 'pipe' })
  const url = await addressOf(server.stdout, say)
  if (url) {
    const token = await signCliToken(signingSecret(config), { scope: 'read', for: '1d' })
    for (const line of await agreement(createClient(url, token))) say(line)
    for (const line of invitation(url, token)) say(line)
  }
  const exit = await server.exited
  process.exitCode = child.signal.aborted ? 0 : exit
}

/**
 * The address the server says it listens at, passing on what it says; `undefined` where it ended without.
 *
 * Asking at the port would not do: whatever answers there may be another service.
 */
async function addressOf(output: ReadableStream<Uint8Array>, say: (line: string) => void): Promise<string | undefined> {
  const reader = output.getReader()
  const decoder = new TextDecoder()
  let said = ''
  while (!said.endsWith('\n')) {
    const { value, done } = await reader.read()
    if (done) return undefined
    said += decoder.decode(value, { stream: true })
  }
  say(said.trimEnd())
  return /https?:\S+/.exec(said)?.[0]
}

const invitation = (url: string, token: string): string[] => [
  '',
  `Open ${url}/swagger, or try these (the token holds for a day):`,
  '',
  `  export TOKEN=${token}`,
  `  curl -H "Authorization: Bearer $TOKEN" '${url}/v1/games?platform=ps2&sort=-score&limit=5'`,
  `  curl -H "Authorization: Bearer $TOKEN" '${url}/v1/search?q=zelda&limit=5'`,
  `  curl -H "Authorization: Bearer $TOKEN" '${url}/v1/games/portal-2?include=provenance'`,
  '',
]
