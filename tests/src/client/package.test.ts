import { beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Glob } from 'bun'
import { build } from '#src/commands/build'
import { buildClientPackage, type ClientPackage, NPM, succeedIn } from '#tests/support/client-package'
import manifest from '../../../package.json'

const FILES = ['LICENSE', 'README.md', 'client.d.ts', 'client.js', 'package.json']

let built: ClientPackage

beforeAll(async () => {
  built = await buildClientPackage()
}, 180_000)

const read = (name: string) => Bun.file(join(built.dist, name)).text()

const filesBelow = (folder: string) => [...new Glob('**/*').scanSync({ cwd: folder, dot: true })].sort()

describe('bun run build', () => {
  test('writes the files of a package and nothing else, and says which', async () => {
    expect(filesBelow(built.dist)).toEqual(FILES)
    const said: string[] = []
    const folder = join(await mkdtemp(join(built.projects, 'again-')), 'dist')
    await Bun.write(join(folder, 'left-over.txt'), 'of an earlier build')
    await build((line) => said.push(line), folder)
    expect(filesBelow(folder)).toEqual(FILES)
    for (const name of FILES) expect(said.join('\n')).toContain(`${join(folder, name)}: `)
  }, 180_000)

  test('writes the same bytes for the same sources', async () => {
    const folder = join(await mkdtemp(join(built.projects, 'again-')), 'dist')
    await build(() => {}, folder)
    for (const name of FILES) expect(await Bun.file(join(folder, name)).text()).toBe(await read(name))
  }, 180_000)

  test('gives the package a manifest of its own, without dependencies', async () => {
    const {
      name,
      version,
      license,
      private: secret,
      dependencies,
      type,
      exports,
    } = JSON.parse(await read('package.json'))
    expect({ name, version, license }).toEqual({ name: 'vestimlib', version: manifest.version, license: 'MIT' })
    expect([secret, dependencies, type]).toEqual([undefined, undefined, 'module'])
    expect(Object.keys(exports['.'])).toEqual(['types', 'default'])
  })

  test('bundles the code: some kilobytes that import nothing and hold nothing of the service', async () => {
    const code = await read('client.js')
    expect(new Bun.Transpiler({ loader: 'js' }).scan(code)).toEqual({
      exports: ['ClientError', 'createClient'],
      imports: [],
    })
    for (const foreign of ['drizzle', 'postgres', 'createApp', 'SwaggerUIBundle', import.meta.dir])
      expect(code).not.toContain(foreign)
    expect(code.length).toBeLessThan(20_000)
  })

  test('writes the types out: one file that imports nothing and names no file of this machine', async () => {
    const types = await read('client.d.ts')
    expect(types).not.toMatch(/\bimport(?!: )\b|\brequire\b|\/\/\/|node_modules|\bany\b/)
    for (const name of ['Client', 'ClientError', 'ClientOptions', 'Pages', 'ProblemCodes', 'Result'])
      expect(types).toMatch(new RegExp(`^export (?:type|declare class) ${name}\\b`, 'm'))
  })
})

describe('what an installation brings along', () => {
  test('the tarball is the five files', async () => {
    const listed = await succeedIn(built.projects, ['tar', '-tzf', built.tarball])
    expect(listed.trim().split('\n').sort()).toEqual(FILES.map((name) => `package/${name}`).sort())
  })

  /** Installs into an empty project and returns every file of its node_modules. */
  async function installed(command: readonly string[]): Promise<string[]> {
    const project = await mkdtemp(join(built.projects, 'empty-'))
    try {
      await Bun.write(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true }))
      await succeedIn(project, command)
      // Package managers leave notes of their own: `.bun-tag`, `.package-lock.json`.
      return filesBelow(join(project, 'node_modules')).filter((path) => !/(?:^|\/)\.[^/]*$/.test(path))
    } finally {
      await rm(project, { recursive: true })
    }
  }

  const landed = FILES.map((name) => `vestimlib/${name}`)

  test.each(['the tarball', 'the folder dist'])(
    '%s, added with Bun, puts them in node_modules, and nothing else',
    async (from) => {
      const package_ = from === 'the tarball' ? built.tarball : '../vestimlib/dist'
      expect(await installed([process.execPath, 'add', package_])).toEqual(landed)
    },
  )

  test.skipIf(!NPM)(
    'the tarball, added with npm, too (needs npm)',
    async () => {
      expect(await installed([NPM ?? '', 'install', '--no-audit', '--no-fund', built.tarball])).toEqual(landed)
    },
    60_000,
  )
})

test('the project itself is no package of the client: adding its folder would bring its data and secrets along', () => {
  expect(manifest).not.toHaveProperty('exports')
  expect(manifest.private).toBe(true)
})
