import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Python tools of the proof, with their versions. */
const TOOLS = ['schemathesis==4.32.5', 'openapi-python-client==0.29.1', 'ruff==0.17.6']
const INSTALL_MS = 5 * 60_000

/** Folder with the programs of the tools, or why they are not there. */
export type PythonTools = { bin: string } | { skipped: string }

/** Installs the Python tools from PyPI in a virtual environment below the temporary folder, once for these versions. */
export async function installPythonTools(): Promise<PythonTools> {
  const folder = join(tmpdir(), `vestim-fuzz-${Bun.hash(TOOLS.join()).toString(36)}`)
  const bin = join(folder, 'bin')
  if (Bun.which('python3') === null) return { skipped: 'python3 is not installed' }
  const made = await run(['python3', '-m', 'venv', folder])
  if (made.exit !== 0) return { skipped: 'python3 cannot make a virtual environment' }
  const { exit } = await run([join(bin, 'pip'), 'install', '--quiet', '--disable-pip-version-check', ...TOOLS])
  return exit === 0 ? { bin } : { skipped: 'the tools cannot be installed: PyPI is not reachable' }
}

/** Exit code and output of a program. */
export type Ran = { exit: number; said: string }

/** Runs a program to its end, for at most five minutes unless `timeout` is given, and returns all that it wrote. */
export async function run(
  argv: readonly string[],
  env: Record<string, string | undefined> = {},
  { timeout = INSTALL_MS, cwd }: { timeout?: number; cwd?: string } = {},
): Promise<Ran> {
  const child = Bun.spawn([...argv], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout,
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
  })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { exit, said: `${out}${err}` }
}
