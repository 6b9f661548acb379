import { join } from 'node:path'
import { testToken } from '#tests/support/client'
import type { LoadReport, LoadSpec } from './loads'

const SCOPES = ['read', 'self', 'export', 'curate', 'admin']
/** Callers that a load of reads has, so that no limit of one caller is what is met. */
const MOST_READERS = 100

/** Runs a load against a service in a process of its own and returns its result. */
export async function runLoad(
  { origin }: { origin: string },
  spec: Omit<LoadSpec, 'origin' | 'tokens' | 'readers' | 'pauseMs' | 'seed'> & { pauseMs?: number; seed?: number },
): Promise<LoadReport> {
  const tokens = Object.fromEntries(await Promise.all(SCOPES.map(async (scope) => [scope, await testToken(scope)])))
  const readers = await Promise.all(Array.from({ length: Math.min(spec.clients, MOST_READERS) }, () => testToken()))
  const whole: LoadSpec = { pauseMs: 0, seed: 1, ...spec, origin, tokens, readers }
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'generator.ts'), JSON.stringify(whole)], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, BUN_CONFIG_MAX_HTTP_REQUESTS: '65336' },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  if (exit !== 0) throw new Error(`the load ended with ${exit}: ${err.slice(-300)}`)
  return JSON.parse(out)
}

/** Returns the counts of a load in words. */
export const tellLoad = ({ requests, statuses }: LoadReport): string =>
  `${requests} requests: ${Object.entries(statuses)
    .map(([status, count]) => `${status} x${count}`)
    .join(', ')}`
