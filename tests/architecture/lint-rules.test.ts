import { afterAll, beforeAll, expect, test } from 'bun:test'
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dir, '../..')
const LONG = `export function probe(): void {\n${'  void 0\n'.repeat(41)}}\n`

/** Files that Biome must refuse: the rule that each breaks, its path, its text. */
const PROBES: readonly (readonly [rule: string, path: string, text: string])[] = [
  [
    'noRestrictedImports',
    'lib/direction.ts',
    `import type { Kind } from '#catalogue/record'\nexport type Probe = Kind\n`,
  ],
  [
    'noRestrictedImports',
    'lib/relative.ts',
    `import type { Kind } from '../catalogue/record'\nexport type Probe = Kind\n`,
  ],
  ['noRestrictedImports', 'catalogue/direction.ts', `import type { Db } from '#db/stores'\nexport type Probe = Db\n`],
  [
    'noRestrictedImports',
    'catalogue/io.ts',
    `import { readFileSync } from 'node:fs'\nexport const probe = readFileSync\n`,
  ],
  [
    'noRestrictedImports',
    'db/direction.ts',
    `import type { Source } from '#seed/contract/source'\nexport type Probe = Source\n`,
  ],
  ['noRestrictedImports', 'seed/direction.ts', `import type { App } from '#src/app'\nexport type Probe = App\n`],
  [
    'noRestrictedImports',
    'src/direction.ts',
    `import type { Source } from '#seed/contract/source'\nexport type Probe = Source\n`,
  ],
  ['noRestrictedImports', 'db/elysia.ts', `import { Elysia } from 'elysia'\nexport const probe = Elysia\n`],
  ['noRestrictedImports', 'seed/elysia.ts', `import { jwt } from '@elysiajs/jwt'\nexport const probe = jwt\n`],
  ['noRestrictedImports', 'src/drizzle.ts', `import { sql } from 'drizzle-orm'\nexport const probe = sql\n`],
  [
    'noRestrictedImports',
    'seed/drizzle.ts',
    `import { pgTable } from 'drizzle-orm/pg-core'\nexport const probe = pgTable\n`,
  ],
  ['noRestrictedImports', 'src/driver.ts', `import postgres from 'postgres'\nexport const probe = postgres\n`],
  [
    'noRestrictedImports',
    'seed/api/driver.ts',
    `import { Client } from '@elastic/elasticsearch'\nexport const probe = Client\n`,
  ],
  ['noRestrictedImports', 'src/http/driver.ts', `import { SQL } from 'bun'\nexport const probe = SQL\n`],
  [
    'noRestrictedImports',
    'seed/databases/driver.ts',
    `import { PGlite } from '@electric-sql/pglite'\nexport const probe = PGlite\n`,
  ],
  ['noProcessEnv', 'src/http/environment.ts', `export const probe = process.env.PORT\n`],
  ['noExcessiveLinesPerFunction', 'db/long.ts', LONG],
  ['noExcessiveLinesPerFunction', 'src/modules/games/long.ts', LONG],
  ['useFilenamingConvention', 'db/camelCase.ts', `export const probe = 1\n`],
  ['noImportCycles', 'db/one.ts', `import type { Two } from '#db/two'\nexport type One = Two\n`],
  ['noImportCycles', 'db/two.ts', `import type { One } from './one'\nexport type Two = One | 2\n`],
]

let folder: string
let reported: Set<string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vestim-probes-'))
  for (const file of ['biome.json', 'package.json']) await cp(join(ROOT, file), join(folder, file))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const [, path, text] of PROBES) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await Bun.write(join(folder, path), text)
  }
  reported = await lint(folder)
})
afterAll(() => rm(folder, { recursive: true }))

/** Lints a folder and returns `rule path` for each diagnostic. */
async function lint(cwd: string): Promise<Set<string>> {
  const child = Bun.spawn(
    [process.execPath, 'x', '--bun', 'biome', 'lint', '--reporter=json', '--max-diagnostics=none'],
    {
      cwd,
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'ignore',
    },
  )
  const { diagnostics } = JSON.parse(await new Response(child.stdout).text())
  return new Set(
    diagnostics.map(({ category, location }: { category: string; location: { path: string | { file: string } } }) => {
      const path = typeof location.path === 'string' ? location.path : location.path.file
      return `${category.split('/').at(-1)} ${path}`
    }),
  )
}

test.each(PROBES)('Biome refuses by %s: %s', (rule, path) => {
  expect([...reported]).toContain(`${rule} ${path}`)
})
