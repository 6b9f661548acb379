import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { buildClientPackage, COMPILERS, createProject, runIn, succeedIn } from '#tests/support/client-package'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

const ROOT = join(import.meta.dir, '..', '..', '..')

/** Pages with examples, and the names that their examples leave to the reader. */
const PAGES: Readonly<Record<string, string>> = {
  'README.md': 'declare const token: string',
  'src/client/README.md': '',
  'docs/client.md': `declare const token: string
declare const email: string
declare const password: string
declare function storeRefreshToken(token: string): Promise<void>
declare function storedPosition(): Promise<string>
declare function storeTogether(change: { kind: string }, position: string | undefined): Promise<void>`,
  'docs/changes.md': `import { createClient } from 'vestimlib'
declare const client: ReturnType<typeof createClient>
declare function read(): Promise<string | undefined>
declare function remove(id: string): Promise<void>
declare function store(id: string, game: { title: string }): Promise<void>
declare function keep(position: string): Promise<void>
declare function clear(): Promise<void>`,
}

let stores: TestStores
let service: Listening

beforeAll(async () => {
  await buildClientPackage()
  stores = await createTestStores()
  await insertGames(stores.db, [
    { title: 'Zelda', year: 1986 },
    { title: 'Zelda II', year: 1987 },
  ])
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
}, 180_000)
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

/** Returns the examples of a page as one program. Its first example is visible to the others, which have a scope each. */
async function programOf(page: string): Promise<string> {
  const text = await Bun.file(join(ROOT, page)).text()
  const [first = '', ...others] = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, example = '']) => example)
  return [first, ...others.map((example) => `{\n${example}}\n`), 'export {}\n'].join('\n')
}

test('every example compiles in a strict project', async () => {
  const programs = await Promise.all(
    Object.entries(PAGES).map(async ([page, given]) => [
      page.replaceAll('/', '-').replace('.md', '.ts'),
      `${given}\n${await programOf(page)}`,
    ]),
  )
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
  }
  const files = {
    ...Object.fromEntries(programs),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  }
  const folder = await createProject(await buildClientPackage(), files, [])
  for (const [title, compiler] of COMPILERS)
    expect([title, await runIn(folder, [...compiler, '--project', '.'])]).toEqual([
      title,
      { exit: 0, out: '', err: '' },
    ])
}, 120_000)

test('the examples of the package run', async () => {
  const program = (await programOf('src/client/README.md'))
    .replace('http://127.0.0.1:3000', service.url)
    .replace('the token of bun run token', await testToken())
    .replace("platform: 'ps2', ", '')
  const folder = await createProject(await buildClientPackage(), { 'main.ts': program }, [])
  const out = await succeedIn(folder, [process.execPath, 'main.ts'])
  expect(out.trim().split('\n').sort()).toEqual(['Zelda', 'Zelda 1986', 'Zelda II', 'Zelda II 1987'])
}, 60_000)
