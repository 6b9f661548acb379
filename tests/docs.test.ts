import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseConfig, VARIABLES } from '#lib/config'
import { createApp } from '#src/app'
import { createTestStores, type TestStores } from '#tests/support/stores'
import manifest from '../package.json'

const ROOT = join(import.meta.dir, '..')
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'THREATS.md',
  'CHANGELOG.md',
  'db/README.md',
  'seed/README.md',
  'src/client/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((page) => page.endsWith('.md'))
    .map((page) => `docs/${page}`),
]

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)

describe.each(PAGES)('%s', (page) => {
  test('names only scripts that exist', () => {
    for (const script of all(read(page), /\bbun(?:@[\d.]+)? run ([a-z]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script)
  })

  test('links only to files that exist', () => {
    for (const link of all(read(page), /\]\((?!https?:)([^)#]+)/g))
      expect([link, existsSync(join(ROOT, dirname(page), link))]).toEqual([link, true])
  })
})

test('the folder pages are of sixty lines at most', () => {
  for (const page of ['db/README.md', 'seed/README.md']) expect(read(page).split('\n').length).toBeLessThanOrEqual(61)
})

describe('scripts', () => {
  // Without the installation before it, which would touch the tree these tests run in.
  const scripts = Object.entries(manifest.scripts).map(
    ([name, line]) => [name, line.split('&& ').at(-1)?.split(' ').slice(1) ?? []] as const,
  )

  test.each(scripts)(
    'bun run %s --help says what it does and does nothing',
    async (_, words) => {
      const child = Bun.spawn([process.execPath, ...words, '--help'], {
        cwd: ROOT,
        stdin: 'ignore',
        stdout: 'pipe',
        stderr: 'pipe',
      })
      const [said, complained, exit] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
        child.exited,
      ])
      expect({ exit, complained }).toEqual({ exit: 0, complained: '' })
      expect(said.length).toBeGreaterThan(40)
    },
    30_000,
  )
})

describe('.env.example', () => {
  const lines = [...read('.env.example').matchAll(/^# ((?:.*\S.*))\n# ([A-Z_]+)=(.*)$/gm)]
  const documented = new Map(lines.map(([, about = '', name = '', value = '']) => [name, { about, value }]))

  test('documents every variable the code reads, and no other', () => {
    expect([...documented.keys()].sort()).toEqual(VARIABLES.map(({ name }) => name).sort())
  })

  test('shows the defaults of the code, and marks exactly its secrets', () => {
    for (const { name, default: fallback, secret } of VARIABLES) {
      if (fallback !== undefined) expect([name, documented.get(name)?.value]).toEqual([name, fallback])
      expect([name, documented.get(name)?.about.includes('Secret.')]).toEqual([name, secret])
    }
  })

  test('is a configuration that is accepted once every line is taken as it stands', () => {
    const taken = [...documented].filter(([name, { value }]) => value && !name.startsWith('DATABASE'))
    expect(() => parseConfig(Object.fromEntries(taken.map(([name, { value }]) => [name, value])))).not.toThrow()
  })
})

describe('routes', () => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores()
  }, 60_000)
  afterAll(() => stores[Symbol.asyncDispose]())

  test('every route the README names is one the service has', () => {
    const app = createApp({ stores, config: { ...parseConfig({}), jwtSecret: 'x'.repeat(32) } })
    const known = app.routes.map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`))
    const named = all(read('README.md'), /(?:127\.0\.0\.1:3000|`)(\/(?:v1|swagger|health)[^\s?'"`>)]*)/g)
    expect(named.length).toBeGreaterThan(4)
    for (const path of named) expect([path, known.some((route) => route.test(path))]).toEqual([path, true])
  })

  test('the three requests of a first try in the README are those the demo prints', () => {
    const [tried = ''] = read('README.md').split('## From TypeScript')
    const requests = all(tried, /curl .*127\.0\.0\.1:3000([^']+)/g)
    expect(requests).toHaveLength(3)
    for (const request of requests) expect(read('src/commands/demo.ts')).toContain(`\${url}${request}'`)
  })
})

test('one version of Bun is named everywhere', () => {
  const named = ['README.md', 'CONTRIBUTING.md', 'Dockerfile', '.ci/run', '.github/workflows/ci.yml'].flatMap((page) =>
    all(read(page), /bun(?:@|:|_version=|-version: )(\d+\.\d+\.\d+)/g),
  )
  expect(new Set(named)).toEqual(new Set([manifest.engines.bun.replace('>=', '')]))
})

test('the compose file builds the version this is', () => {
  expect(read('docker-compose.yml')).toContain(`image: vestimlib:${manifest.version}\n`)
})
