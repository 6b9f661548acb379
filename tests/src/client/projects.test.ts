import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { insertChanges } from '#db/change/write'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import {
  BROWSER,
  buildClientPackage,
  type ClientPackage,
  COMPILERS,
  createProject,
  NODE,
  type ProjectFiles,
  runIn,
  succeedIn,
  VITE,
} from '#tests/support/client-package'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { BUN_PROJECT, MAIN, NODE_PROJECT, PAGE, SEEN, VITE_PROJECT } from './project-files'

let stores: TestStores
let service: Listening
let site: ReturnType<typeof Bun.serve>
let built: ClientPackage
let token: string
/** Folder that the site serves. */
let served = ''

beforeAll(async () => {
  built = await buildClientPackage()
  stores = await createTestStores()
  const ids = await insertGames(stores.db, [{ title: 'Doom' }, { title: 'Elite' }])
  await insertChanges(
    stores.db,
    ids.map((gameId) => ({ gameId, kind: 'created' as const })),
  )
  site = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const file = Bun.file(join(served, new URL(request.url).pathname.replace(/\/$/, '/index.html')))
      return (await file.exists()) ? new Response(file) : new Response(null, { status: 404 })
    },
  })
  service = listen(createTestApp(stores, { corsOrigins: [site.url.origin] }), { host: '127.0.0.1', port: 0 })
  token = await testToken()
}, 180_000)
afterAll(async () => {
  await service.stop()
  await site.stop(true)
  await stores[Symbol.asyncDispose]()
})

/** Compiles a project. Returns the complaints, which are empty if it compiles. `--strict` is the default of TypeScript 7. */
async function complaints(folder: string, compiler: readonly string[]): Promise<string> {
  const { exit, out, err } = await runIn(folder, [...compiler, '--project', '.', '--strict'])
  return exit === 0 ? '' : out + err
}

/** Loads a page of the site in the browser and returns its text once it has run. */
async function seenInBrowser(path: string): Promise<unknown> {
  const profile = await mkdtemp(join(built.projects, 'browser-'))
  const url = `${site.url.origin}${path}?${new URLSearchParams({ url: service.url, token })}`
  const dom = await succeedIn(built.projects, [
    BROWSER ?? '',
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${profile}`,
    '--virtual-time-budget=20000',
    '--dump-dom',
    url,
  ])
  const text = /<output>([^<]*)<\/output>/.exec(dom)?.[1] ?? dom
  return JSON.parse(text.replaceAll('&quot;', '"'))
}

const project = (files: ProjectFiles, needs: readonly string[]) => createProject(built, files, needs)

describe('a Node project with module NodeNext', () => {
  const needs = ['@types/node', 'undici-types']

  test.each(COMPILERS)(
    'compiles with %s, its libraries checked too',
    async (_, compiler) => {
      expect(await complaints(await project(NODE_PROJECT, needs), compiler)).toBe('')
    },
    120_000,
  )

  test.skipIf(!NODE)(
    'runs in Node (needs node)',
    async () => {
      const folder = await project(NODE_PROJECT, needs)
      expect(await complaints(folder, COMPILERS[0]?.[1] ?? [])).toBe('')
      const out = await succeedIn(folder, [NODE ?? '', 'built/main.js', service.url, token])
      expect(JSON.parse(out)).toEqual(SEEN)
    },
    120_000,
  )
})

describe('a Vite project from the template vanilla-ts', () => {
  test.each(COMPILERS)(
    'compiles with %s',
    async (_, compiler) => {
      expect(await complaints(await project(VITE_PROJECT, ['vite']), compiler)).toBe('')
    },
    120_000,
  )

  test('is built by Vite into a page that imports nothing from elsewhere', async () => {
    const folder = await project(VITE_PROJECT, ['vite'])
    await succeedIn(folder, [...VITE, 'build', '--logLevel', 'error'])
    const [script = ''] = [...new Bun.Glob('dist/assets/*.js').scanSync(folder)]
    const code = await Bun.file(join(folder, script)).text()
    expect(new Bun.Transpiler({ loader: 'js' }).scanImports(code)).toEqual([])
  }, 120_000)

  test.skipIf(!BROWSER)(
    'runs in a browser (TEST_BROWSER names one)',
    async () => {
      const folder = await project(VITE_PROJECT, ['vite'])
      await succeedIn(folder, [...VITE, 'build', '--logLevel', 'error'])
      served = join(folder, 'dist')
      expect(await seenInBrowser('/')).toEqual(SEEN)
    },
    120_000,
  )
})

describe('a Bun project', () => {
  test('compiles with the types of Bun, and runs', async () => {
    const folder = await project(BUN_PROJECT, ['bun-types', '@types/node'])
    expect(await complaints(folder, COMPILERS[0]?.[1] ?? [])).toBe('')
    const out = await succeedIn(folder, [process.execPath, 'main.ts', service.url, token])
    expect(JSON.parse(out)).toEqual(SEEN)
  }, 120_000)
})

describe('a browser page without a build', () => {
  const write = async () => {
    const folder = await project(
      { 'index.html': PAGE, 'main.js': new Bun.Transpiler({ loader: 'ts' }).transformSync(MAIN) },
      [],
    )
    await Bun.write(join(folder, 'client.js'), Bun.file(join(built.dist, 'client.js')))
    return folder
  }

  test('is served the client as it was built', async () => {
    served = await write()
    expect(await (await fetch(`${site.url.origin}/client.js`)).text()).toBe(
      await Bun.file(join(built.dist, 'client.js')).text(),
    )
    expect((await fetch(`${site.url.origin}/client.js`)).headers.get('content-type')).toStartWith('text/javascript')
  })

  test.skipIf(!BROWSER)(
    'runs (TEST_BROWSER names a browser)',
    async () => {
      served = await write()
      expect(await seenInBrowser('/')).toEqual(SEEN)
    },
    120_000,
  )
})
