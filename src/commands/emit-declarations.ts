import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Glob } from 'bun'
import { Failure } from '#lib/errors'
import type { EmittedDeclarations } from './declarations'

/**
 * Compiles the types of the client and returns its declarations, with those of all the files that it takes types from. Takes some
 * seconds. `root` is the folder of the project.
 *
 * @throws {Failure} `configuration` if the compiler is missing or refuses the types
 */
export async function emitDeclarations(root: string): Promise<EmittedDeclarations> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  if (!(await Bun.file(compiler).exists()))
    throw new Failure('configuration', 'The TypeScript compiler is missing: run bun install, without --production.')
  const outDir = await mkdtemp(join(tmpdir(), 'vestim-build-'))
  try {
    await compile(compiler, await writeProject(root, outDir))
    return await readTexts(outDir)
  } finally {
    await rm(outDir, { recursive: true })
  }
}

/** Writes the configuration of the compiler into a folder, which is also that of its output. Returns its path. */
async function writeProject(root: string, outDir: string): Promise<string> {
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    allowImportingTsExtensions: false,
    rootDir: root,
    outDir,
    typeRoots: [join(root, 'node_modules')],
  }
  const files = [join(root, 'src', 'client', 'expanded.ts')]
  const project = join(outDir, 'tsconfig.json')
  await Bun.write(
    project,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }),
  )
  return project
}

async function compile(compiler: string, project: string): Promise<void> {
  const child = Bun.spawn([process.execPath, '--bun', compiler, '--project', project], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const [said, exit] = await Promise.all([new Response(child.stdout).text(), child.exited])
  if (exit !== 0)
    throw new Failure('configuration', 'The types of the client do not compile: run bun run types.', { cause: said })
}

async function readTexts(folder: string): Promise<EmittedDeclarations> {
  const paths = [...new Glob('**/*.d.ts').scanSync(folder)].sort()
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await Bun.file(join(folder, path)).text()] as const)),
  )
}
