import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..', '..')

/** Environment of a loader process: the variables of its stores. */
export type SeedEnvironment = {
  DATABASE_URL?: string
  ELASTICSEARCH_URL?: string
  ELASTICSEARCH_INDEX?: string
  ELASTICSEARCH_CA_FILE?: string
  DATA_DIR?: string
}

/** Starts `bun run seed …` as a separate process; `input` is its standard input. */
export function spawnSeed(
  args: readonly string[],
  environment: SeedEnvironment,
  input?: string,
): Bun.Subprocess<Blob | 'ignore', 'pipe', 'pipe'> {
  const { PATH, HOME, TMPDIR } = process.env
  return Bun.spawn([process.execPath, join(ROOT, 'seed', 'index.ts'), ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...environment },
    stdin: input === undefined ? 'ignore' : new Blob([input]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
}

/** Runs the loader to its end. Returns its output and exit code; one that takes longer than `timeoutMs` is killed. (Default: never) */
export async function runSeed(
  args: readonly string[],
  environment: SeedEnvironment,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<{ exit: number; out: string; err: string }> {
  const child = spawnSeed(args, environment)
  const late = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  clearTimeout(late)
  return { exit, out, err }
}
