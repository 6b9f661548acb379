import { describe, expect, test } from 'bun:test'
import { TREE_RULES } from './rules'
import { readSourceTree } from './source-tree'

const tree = readSourceTree()

test('the source tree was found', () => {
  expect(tree.size).toBeGreaterThan(300)
})

describe.each(Object.entries(TREE_RULES))('%s', (_, rule) => {
  test('holds in the whole project', () => {
    expect(rule(tree)).toEqual([])
  })
})

/** Files that break a rule: the rule, their path, their text. */
const PROBES: readonly (readonly [rule: keyof typeof TREE_RULES, path: string, text: string])[] = [
  ['importDirection', 'lib/probe.ts', `import { parse } from '#catalogue/record'`],
  ['importDirection', 'lib/probe.ts', `import { parse } from '../catalogue/record'`],
  ['importDirection', 'catalogue/match/probe.ts', `import { copyLine } from '../../db/postgres/copy'`],
  ['importDirection', 'catalogue/match/probe.ts', `import type { Stores } from '#db/stores'`],
  ['importDirection', 'db/genre/probe.ts', `import { etagOf } from '../../src/http/etag'`],
  ['importDirection', 'db/genre/probe.ts', `const reader = await import('#seed/pipeline/run')`],
  ['importDirection', 'seed/pipeline/probe.ts', `import type { App } from '../../src/app'`],
  ['importDirection', 'src/http/probe.ts', `import { runSource } from '../../seed/pipeline/run'`],
  ['importDirection', 'src/http/probe.ts', `import { games } from '#tests/support/games'`],
  ['importDirection', 'db/genre/probe.ts', `import type { Source } from '#db/../seed/contract/source'`],
  ['importDirection', 'src/http/probe.ts', `import manifest from '../../package.json'`],
  ['importDirection', 'lib/probe.ts', `import manifest from '../package.json'`],
  ['relativeImports', 'db/game/probe.ts', `import { findReview } from '../match/review'`],
  ['relativeImports', 'seed/cli/commands/probe.ts', `import { runSource } from '../../pipeline/run'`],
  ['relativeImports', 'src/app.ts', `import { games } from './modules/games/index'`],
  ['separateModules', 'src/modules/genres/probe.ts', `import { listGames } from '../games/service'`],
  ['separateModules', 'src/modules/runs/probe.ts', `import type { Game } from '#src/modules/games/model'`],
  ['explorerRoom', 'src/explorer/probe.tsx', `import { createApp } from '#src/app'`],
  ['explorerRoom', 'src/explorer/probe.tsx', `import type { Stores } from '#db/stores'`],
  ['explorerRoom', 'src/explorer/parts/probe.tsx', `const app = await import('#src/app')`],
  ['explorerRoom', 'src/modules/games/probe.ts', `import { place } from '#src/explorer/state/address'`],
  ['environmentReaders', 'src/http/probe.ts', `const port = process.env.PORT`],
  ['environmentReaders', 'db/probe.ts', `const url = Bun.env['DATABASE_URL']`],
  ['environmentReaders', 'seed/api/probe.ts', `const { RAWG_API_KEY } = import.meta.env`],
  ['environmentReaders', 'lib/probe.ts', `const all = process['env']`],
  ['environmentReaders', 'lib/probe.ts', `const all = Bun?.["env"]`],
  ['environmentReaders', 'lib/probe.ts', `const { env } = process`],
  ['environmentReaders', 'lib/probe.ts', `const { env: all } = import.meta`],
  ['environmentReaders', 'lib/probe.ts', `import { env } from 'bun'`],
  ['noRequire', 'db/probe.ts', `const { runSource } = require('#seed/pipeline/run')`],
  ['noRequire', 'db/probe.ts', `import { createRequire } from 'node:module'`],
  ['libraryRooms', 'src/http/probe.ts', `type Query = import('postgres').Sql`],
  ['libraryRooms', 'seed/api/probe.ts', `const store = new Bun.SQL()`],
  ['libraryRooms', 'src/http/probe.ts', `type Sql = import('drizzle-orm').SQL`],
  ['libraryRooms', 'db/probe.ts', `type App = import('elysia').Elysia`],
  ['uniqueExports', 'seed/api/probe.ts', `export { probe as CatalogueRecord }`],
  ['uniqueExports', 'seed/api/probe.ts', `export abstract class CatalogueRecord {}`],
  ['uniqueExports', 'seed/api/probe.ts', `export type CatalogueRecord = unknown`],
  ['docstringOpenings', 'db/probe.ts', `/** Whether anything is there. */`],
  ['docstringOpenings', 'db/probe.ts', `/**\n * What was read.\n */`],
]

test.each(PROBES)('%s refuses a probe: %s with %s', (name, path, text) => {
  const before = TREE_RULES[name](tree)
  const after = TREE_RULES[name](new Map([...tree, [path, text]]))
  expect(after.length).toBeGreaterThan(before.length)
})

test('looseFiles refuses more than six files outside the rooms of db and seed', () => {
  const loose = Array.from({ length: 7 }, (_, at) => [`db/probe-${at}.ts`, ''] as const)
  expect(TREE_RULES.looseFiles(new Map([...tree, ...loose])).length).toBeGreaterThan(6)
})
