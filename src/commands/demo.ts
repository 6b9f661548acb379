import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Glob } from 'bun'
import { lockDirectory } from '#db/postgres/directory-lock'
import type { Config, Environment } from '#lib/config'
import { Failure } from '#lib/errors'
import { createClient } from '#src/client/index'
import { signCliToken } from '#src/http/token'
import { agreement } from './agreement'
import { signingSecret } from './secret'
import { signInLink } from './sign-in-link'

const ROOT = join(import.meta.dir, '..', '..')
const SAMPLE = join(ROOT, 'seed', 'demo')

/** Sources of the sample, each with its file or folder below `seed/demo`. */
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
 * Loads the bundled sample into the embedded store through the real loader, then serves it, both as child processes. A
 * sample that is loaded already is not loaded again.
 *
 * @throws {Failure} `usage` if a real store is configured, because the sample is for the embedded one; `store_busy` if
 * `fresh` would remove a store that a process has open; `interrupted` if loading did not finish
 */
export async function demo(config: Config, { fresh, environment, signal, say }: DemoOptions): Promise<void> {
  if (config.databaseUrl)
    throw new Failure(
      'usage',
      'The demo loads into the embedded store, but DATABASE_URL names a real one: unset it, or use bun run seed.',
    )
  if (fresh) removeStore(config.dataDir)
  const child = childOptions(config, environment, signal)
  await loadSample(config, child, say)
  await serve(config, child, say)
}

/** Removes the embedded store. Throws `store_busy` if a process has it open. */
function removeStore(dataDir: string): void {
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
    return say('The sample is already loaded.')
  for (const [source, from] of LOADS) {
    if (child.signal.aborted) throw unfinished()
    const loader = Bun.spawn(bun('seed/index.ts', source, join(SAMPLE, from)), child)
    expectSuccess(await loader.exited)
  }
  writeFileSync(marker, sample)
}

/** Returns a hash of the sample of this release. */
async function fingerprint(): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256')
  for (const file of [...new Glob('**/*.{csv,json}').scanSync(SAMPLE)].sort())
    hash.update(await Bun.file(join(SAMPLE, file)).bytes())
  return hash.digest('hex')
}

const bun = (...args: string[]): string[] => [process.execPath, ...args]

type ChildOptions = ReturnType<typeof childOptions>

/**
 * Returns the options of the child processes, the loads and the server: the environment and configuration of this process, and
 * its `signal`, which ends them.
 *
 * The IPC channel carries no messages. When this process ends, even by SIGKILL, the channel closes and the children
 * stop.
 */
const childOptions = (config: Config, environment: Environment, signal: AbortSignal) => ({
  ipc() {},
  cwd: ROOT,
  env: {
    ...environment,
    DATA_DIR: config.dataDir,
    PORT: String(config.port),
    // Not `warn`: the embedded store blocks the event loop, which the service would report between the lines of the demo.
    LOG_LEVEL: environment.LOG_LEVEL || 'error',
  },
  stdin: 'ignore' as const,
  stdout: 'inherit' as const,
  stderr: 'inherit' as const,
  signal,
})

function expectSuccess(exit: number): void {
  if (exit !== 0) throw unfinished()
}

const unfinished = () =>
  new Failure('interrupted', 'Loading the sample did not finish: run bun run demo again to resume it.')

async function serve(config: Config, child: ChildOptions, say: (line: string) => void): Promise<void> {
  if (child.signal.aborted) return
  const server = Bun.spawn(bun('src/index.ts', 'start'), { ...child, stdout: 'pipe' })
  const url = await readUrl(server.stdout, say)
  if (url) {
    const secret = signingSecret(config)
    const token = await signCliToken(secret, { scope: 'read', for: '1d' })
    const link = await signInLink(url, secret, 'curate,export,self')
    for (const line of await agreement(createClient(url, { token }))) say(line)
    for (const line of invitation(url, token, link)) say(line)
  }
  const exit = await server.exited
  process.exitCode = child.signal.aborted ? 0 : exit
}

/**
 * Returns the URL in the first output of the server and passes that output on; `undefined` if the server ended before.
 *
 * Asking the configured port instead would prove nothing: another program may be listening there.
 */
async function readUrl(output: ReadableStream<Uint8Array>, say: (line: string) => void): Promise<string | undefined> {
  const reader = output.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (!text.endsWith('\n')) {
    const { value, done } = await reader.read()
    if (done) return undefined
    text += decoder.decode(value, { stream: true })
  }
  say(text.trimEnd())
  return /https?:\S+/.exec(text)?.[0]
}

const invitation = (url: string, token: string, link: string): string[] => [
  '',
  'Sign a browser in with this link, once, within 10 minutes:',
  '',
  `  ${link}`,
  '',
  `Open ${url}/swagger, or try these (the token is valid for a day):`,
  '',
  `  export TOKEN=${token}`,
  `  curl -H "Authorization: Bearer $TOKEN" '${url}/v1/games?platform=ps2&sort=-score&limit=5'`,
  `  curl -H "Authorization: Bearer $TOKEN" '${url}/v1/search?q=zelda&limit=5'`,
  `  curl -H "Authorization: Bearer $TOKEN" '${url}/v1/games/portal-2?include=provenance'`,
  '',
]
