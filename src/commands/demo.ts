import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Glob } from 'bun'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import { createClient } from '../client'
import { signCliToken } from '../http/token'
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

export type DemoOptions = { fresh: boolean; signal: AbortSignal; say: (line: string) => void }

/**
 * Loads the bundled sample into the embedded store through the real loader and serves it, both as child processes.
 *
 * A second start finds the sample loaded and goes straight to serving.
 *
 * @throws {Failure} `usage` where a real store is configured: the sample is for the embedded one
 */
export async function demo(config: Config, { fresh, signal, say }: DemoOptions): Promise<void> {
  if (config.databaseUrl)
    throw new Failure(
      'usage',
      'The demo fills the embedded store, and DATABASE_URL names a real one: unset it, or use bun run seed.',
    )
  if (fresh)
    for (const name of ['postgres', 'demo-loaded']) rmSync(join(config.dataDir, name), { recursive: true, force: true })
  await loadSample(config, say)
  await serve(config, signal, say)
}

async function loadSample(config: Config, say: (line: string) => void): Promise<void> {
  const marker = join(config.dataDir, 'demo-loaded')
  const sample = await fingerprint()
  if (existsSync(join(config.dataDir, 'postgres')) && existsSync(marker) && readFileSync(marker, 'utf8') === sample)
    return say('The sample is loaded already.')
  for (const [source, from] of LOADS)
    await child(['seed/index.ts', source, join(SAMPLE, from)], config).exited.then(expectSuccess)
  writeFileSync(marker, sample)
}

/** A name for the sample of this release. */
async function fingerprint(): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256')
  for (const file of [...new Glob('**/*.{csv,json}').scanSync(SAMPLE)].sort())
    hash.update(await Bun.file(join(SAMPLE, file)).bytes())
  return hash.digest('hex')
}

function child(args: readonly string[], config: Config): Bun.Subprocess {
  const env = { ...process.env, DATA_DIR: config.dataDir, PORT: String(config.port) }
  return Bun.spawn([process.execPath, ...args], { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

function expectSuccess(exit: number): void {
  if (exit !== 0)
    throw new Failure('interrupted', 'Loading the sample did not finish: run bun run demo again to go on.')
}

async function serve(config: Config, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const server = child(['src/index.ts', 'start'], config)
  signal.addEventListener('abort', () => server.kill('SIGTERM'))
  const url = `http://127.0.0.1:${config.port}`
  if (await isReady(url, server)) {
    const token = await signCliToken(signingSecret(config), { scope: 'read', for: '1d' })
    for (const line of await agreement(createClient(url, token))) say(line)
    for (const line of invitation(url, token)) say(line)
  }
  process.exitCode = signal.aborted ? 0 : await server.exited
  await server.exited
}

const POLL_MS = 100

/** Waits until the server answers; false where it ended instead. */
async function isReady(url: string, server: Bun.Subprocess): Promise<boolean> {
  while (server.exitCode === null) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (answer?.ok) return true
    await Bun.sleep(POLL_MS)
  }
  return false
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
