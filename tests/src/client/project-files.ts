import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProjectFiles } from '#tests/support/client-package'

const PORT_OF_NOTHING = 9

/** Program that uses every part of the client. Its result is `SEEN` on a catalogue of Doom and Elite. */
const USE = `import { type ChangeItem, ClientError, createClient } from 'vestimlib'

export async function use(url: string, token: string): Promise<unknown> {
  const client = createClient(url, { token: async () => token })
  const { data, error } = await client.v1.games.get({ query: { limit: 1, sort: 'title' } })
  if (error) throw error
  const titles: string[] = []
  for await (const game of client.pages.games({ sort: 'title', limit: 1 })) titles.push(game.title)
  const feed = client.changes()
  const changes: ChangeItem[] = []
  for await (const change of feed) changes.push(change)
  const missing = await client.v1.games({ slug: 'nothing' }).get()
  const lost = await createClient('http://127.0.0.1:${PORT_OF_NOTHING}').v1.games.get()
  return {
    first: data.items[0]?.title,
    titles,
    changes: changes.map(({ kind, game }) => [kind, game.slug]),
    position: feed.position,
    missing: missing.error?.status === 404 ? missing.error.value.code : null,
    isClientError: missing.error instanceof ClientError,
    lost: lost.error?.status === 0 ? lost.error.value.reason : null,
  }
}
`

/** Result of the program. */
export const SEEN = {
  first: 'Doom',
  titles: ['Doom', 'Elite'],
  changes: [
    ['created', 'doom'],
    ['created', 'elite'],
  ],
  position: '2',
  missing: 'no_such_game',
  isClientError: true,
  lost: 'network',
}

/** The type tests of the client, for the package. */
const TYPES = readFileSync(join(import.meta.dir, '..', '..', 'types', 'client.ts'), 'utf8').replace(
  '#src/client/index',
  'vestimlib',
)

const main = (use: string, argv: string) =>
  `import { use } from '${use}'\n\nconst [url = '', token = ''] = ${argv}\nconsole.log(JSON.stringify(await use(url, token)))\n`

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** A project of Node: strict, and without \`skipLibCheck\`, so that the declarations of the client are checked themselves. */
export const NODE_PROJECT: ProjectFiles = {
  'package.json': json({ name: 'node-project', private: true, type: 'module' }),
  'tsconfig.json': json({
    compilerOptions: {
      module: 'NodeNext',
      target: 'es2022',
      lib: ['es2022'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      rootDir: 'source',
      outDir: 'built',
    },
    include: ['source'],
  }),
  'source/use.ts': USE,
  'source/types.ts': TYPES,
  'source/main.ts': main('./use.js', 'process.argv.slice(2)'),
}

/** Puts the result on the page. */
const ON_PAGE = `import { use } from './use.ts'

const given = new URLSearchParams(location.search)
const output = document.createElement('output')
output.textContent = JSON.stringify(
  await use(given.get('url') ?? '', given.get('token') ?? '').catch((error: unknown) => String(error)),
)
document.body.append(output)
`

/** The template \`vanilla-ts\` of create-vite 9.3.0, with a program of its own. */
export const VITE_PROJECT: ProjectFiles = {
  'package.json': json({ name: 'vite-project', private: true, version: '0.0.0', type: 'module' }),
  'tsconfig.json': json({
    compilerOptions: {
      target: 'es2023',
      module: 'esnext',
      lib: ['ES2023', 'DOM'],
      types: ['vite/client'],
      allowArbitraryExtensions: true,
      skipLibCheck: true,
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      moduleDetection: 'force',
      noEmit: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      noFallthroughCasesInSwitch: true,
    },
    include: ['src'],
  }),
  'index.html':
    '<!doctype html>\n<html lang="en">\n<body><script type="module" src="/src/main.ts"></script></body>\n</html>\n',
  'src/use.ts': USE,
  'src/types.ts': TYPES,
  'src/main.ts': ON_PAGE,
}

/** A project of Bun. */
export const BUN_PROJECT: ProjectFiles = {
  'package.json': json({ name: 'bun-project', private: true, type: 'module' }),
  'tsconfig.json': json({
    compilerOptions: {
      module: 'preserve',
      target: 'esnext',
      lib: ['esnext'],
      types: ['bun-types'],
      noEmit: true,
      strict: true,
    },
    include: ['*.ts'],
  }),
  'use.ts': USE,
  'types.ts': TYPES,
  'main.ts': main('./use', 'process.argv.slice(2)'),
}

/** A page that imports the client as it was built. */
export const PAGE =
  '<!doctype html>\n<html lang="en">\n<body><script type="importmap">{"imports":{"vestimlib":"/client.js"}}</script><script type="module" src="/main.js"></script></body>\n</html>\n'

/** Program of that page, in one file. */
export const MAIN = `${USE.replace('export ', '')}\n${ON_PAGE.slice(ON_PAGE.indexOf('\n'))}`
