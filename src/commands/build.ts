import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#lib/errors'
import { RELEASE } from '#lib/release'
import { linkDeclarations } from './declarations'
import { emitDeclarations } from './emit-declarations'

const ROOT = join(import.meta.dir, '..', '..')
const CODE = 'client.js'
const DECLARATIONS = 'client.d.ts'
const ENTRY = { types: `./${DECLARATIONS}`, default: `./${CODE}` }

/** Manifest of the package of the client. `./client` is where the client was when the project itself was installed. */
const CLIENT_MANIFEST = {
  name: RELEASE.name,
  version: RELEASE.version,
  description: 'Typed client of a VestimLib service',
  license: RELEASE.license,
  type: 'module',
  sideEffects: false,
  types: ENTRY.types,
  exports: { '.': ENTRY, './client': ENTRY },
  files: [CODE, DECLARATIONS],
}

/**
 * Writes the package of the client into a folder, by default `dist/`, and says what it wrote. What the folder contained is
 * removed. The same sources give the same bytes.
 *
 * @throws {Failure} `configuration` if the client does not compile
 */
export async function build(say: (line: string) => void, folder = join(ROOT, 'dist')): Promise<void> {
  const files = {
    'package.json': `${JSON.stringify(CLIENT_MANIFEST, null, 2)}\n`,
    [CODE]: await bundle(),
    [DECLARATIONS]: linkDeclarations(await emitDeclarations(ROOT)),
    'README.md': await Bun.file(join(ROOT, 'src', 'client', 'README.md')).text(),
    LICENSE: await Bun.file(join(ROOT, 'LICENSE')).text(),
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    await Bun.write(join(folder, name), text)
    say(`${join(folder, name)}: ${Buffer.byteLength(text)} bytes`)
  }
  say(`Install it in your project: bun add ${folder} (or npm install ${folder}).`)
}

/** Returns the client and everything it uses as one module for every platform. */
async function bundle(): Promise<string> {
  const built = await Bun.build({
    entrypoints: [join(ROOT, 'src', 'client', 'index.ts')],
    root: ROOT,
    target: 'browser',
    minify: true,
    throw: false,
  })
  const [output] = built.outputs
  if (!built.success || !output)
    throw new Failure('configuration', 'The client cannot be bundled: run bun install, then bun run types.', {
      cause: built.logs,
    })
  return output.text()
}
