import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from '#src/commands/build'

const ROOT = join(import.meta.dir, '..', '..')

/** Address at which nothing listens, as registry: an installation that needs the network fails. */
const NO_REGISTRY = 'http://127.0.0.1:9'

/** Output and exit code of a command. */
export type Ran = { exit: number; out: string; err: string }

/** Runs a command in a folder, without a registry. */
export async function runIn(cwd: string, command: readonly string[]): Promise<Ran> {
  const child = Bun.spawn([...command], {
    cwd,
    env: { ...process.env, BUN_CONFIG_REGISTRY: NO_REGISTRY, npm_config_registry: NO_REGISTRY },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { exit, out, err }
}

/** Runs a command in a folder and returns its output. @throws if it fails */
export async function succeedIn(cwd: string, command: readonly string[]): Promise<string> {
  const { exit, out, err } = await runIn(cwd, command)
  if (exit !== 0) throw new Error(`${command.join(' ')} ended with ${exit}: ${out}${err}`)
  return out
}

/** The built package: its folder, its tarball, and a folder for projects that use it. */
export type ClientPackage = { dist: string; tarball: string; projects: string }

let built: Promise<ClientPackage> | undefined

/** Builds the client into a folder of its own and packs it, once in a process: it takes some seconds. */
export function buildClientPackage(): Promise<ClientPackage> {
  built ??= buildAndPack()
  return built
}

async function buildAndPack(): Promise<ClientPackage> {
  const projects = await mkdtemp(join(tmpdir(), 'vestim-client-'))
  process.on('exit', () => rmSync(projects, { recursive: true, force: true }))
  const dist = join(projects, 'vestimlib', 'dist')
  await build(() => {}, dist)
  const packed = await succeedIn(dist, [process.execPath, 'pm', 'pack', '--quiet', '--destination', projects])
  return { dist, tarball: packed.trim(), projects }
}

/** Files of a project by path. */
export type ProjectFiles = Readonly<Record<string, string>>

/**
 * Writes a project that has the client from its tarball, and of our own dependencies those that it names (`@types/node`), without
 * an installation. Returns its folder.
 */
export async function createProject(
  { projects, tarball }: ClientPackage,
  files: ProjectFiles,
  needs: readonly string[],
): Promise<string> {
  const folder = await mkdtemp(join(projects, 'project-'))
  for (const [path, text] of Object.entries(files)) await Bun.write(join(folder, path), text)
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'vestimlib'), { recursive: true })
  await succeedIn(folder, ['tar', '-xzf', tarball, '-C', join(modules, 'vestimlib'), '--strip-components=1'])
  for (const name of needs) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), join(modules, name))
  }
  return folder
}

/** Commands of the two compilers that the client is checked with. */
export const COMPILERS = Object.entries({ 'TypeScript 7': 'typescript', 'TypeScript 5.9': 'typescript-5' }).map(
  ([title, name]) => [title, [process.execPath, '--bun', join(ROOT, 'node_modules', name, 'bin', 'tsc')]] as const,
)

/** Command of Vite, as `bun run build` starts it. */
export const VITE = [process.execPath, '--bun', join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')]

/** Paths of programs that some tests need; `null` or `undefined` if there is none. */
export const NODE = Bun.which('node')
export const NPM = Bun.which('npm')
export const BROWSER = process.env.TEST_BROWSER
