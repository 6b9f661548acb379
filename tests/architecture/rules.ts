import { floorOf, importsIn, roomOf, type SourceTree } from './source-tree'

/** A rule of the source tree: returns one line for each violation. */
export type TreeRule = (tree: SourceTree) => string[]

/** Floors that the files of a floor may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: ['lib'],
  catalogue: ['catalogue', 'lib'],
  db: ['db', 'catalogue', 'lib'],
  seed: ['seed', 'db', 'catalogue', 'lib'],
  src: ['src', 'db', 'catalogue', 'lib'],
}

const MANIFEST = 'package.json'

/** The register of personal data, which is read where personal data are classified. */
const REGISTER = 'privacy/register.yml'

const isManifestOfRelease = ({ file, target }: { file: string; target: string }) =>
  file === 'lib/release.ts' && target === MANIFEST

const isRegister = ({ file, target }: { file: string; target: string }) =>
  file === 'catalogue/privacy/register.ts' && target === REGISTER

/**
 * A floor imports only the floors below it: src and seed -> db -> catalogue -> lib. Outside the floors, package.json may be imported
 * by lib/release.ts alone, and the register of personal data by catalogue/privacy.
 */
export const importDirection: TreeRule = (tree) =>
  importsIn(tree)
    .filter((found) => !isManifestOfRelease(found) && !isRegister(found))
    .filter(({ file, target }) => !MAY_IMPORT[floorOf(file)]?.includes(floorOf(target)))
    .map(({ file, specifier }) => `${file} imports ${specifier}`)

/** An import inside a room is relative; one that leaves the room begins with `#`, so that a reader notices it. */
export const relativeImports: TreeRule = (tree) =>
  importsIn(tree)
    .filter(({ specifier, target }) => specifier.startsWith('.') && target !== MANIFEST && target !== REGISTER)
    .filter(({ file, target }) => roomOf(file) !== roomOf(target))
    .map(({ file, specifier }) => `${file} leaves its room with ${specifier}`)

const moduleOf = (path: string) => /^src\/modules\/[^/]+/.exec(path)?.[0]

/** A module of the service imports no other module. */
export const separateModules: TreeRule = (tree) =>
  importsIn(tree)
    .filter(({ file, target }) => moduleOf(file) && moduleOf(target) && moduleOf(file) !== moduleOf(target))
    .map(({ file, specifier }) => `${file} imports ${specifier}`)

const EXPLORER = 'src/explorer/'
const SHARED_BY_EXPLORER: readonly string[] = ['src/explorer/paths', 'src/explorer/languages']
const VALUE_IMPORT = /^(?:import|export)\s+(?!type\b)[^'\n]*(?:\n[^'\n]*)*?from\s+'(#[^']*)'|\bimport\(\s*'(#[^']*)'/gm

/** The explorer runs in a browser: of the service it takes types only, those of `src/app`. Of it the service takes its addresses and its languages only. */
export const explorerRoom: TreeRule = (tree) => [
  ...[...tree]
    .filter(([file]) => file.startsWith(EXPLORER))
    .flatMap(([file, text]) =>
      [...text.matchAll(VALUE_IMPORT)].map(([, name, lazy]) => `${file} runs ${name ?? lazy}`),
    ),
  ...importsIn(tree)
    .filter(({ file, target }) => file.startsWith(EXPLORER) && !target.startsWith(EXPLORER) && target !== 'src/app')
    .map(({ file, specifier }) => `${file} imports ${specifier}`),
  ...importsIn(tree)
    .filter(({ file, target }) => !file.startsWith(EXPLORER) && target.startsWith(EXPLORER))
    .filter(({ target }) => !SHARED_BY_EXPLORER.includes(target))
    .map(({ file, specifier }) => `${file} imports ${specifier}`),
]

const READS_ENVIRONMENT = ['src/index.ts', 'src/production.ts', 'seed/index.ts']
const OWNER = String.raw`(?:\bprocess|\bBun|\bimport\.meta)`
const ENVIRONMENT = new RegExp(
  [
    String.raw`${OWNER}\s*(?:\?\.|\.)\s*env\b`,
    String.raw`${OWNER}\s*(?:\?\.)?\[\s*['"]env['"]`,
    String.raw`\benv\b[^}=;]*\}\s*=\s*${OWNER}`,
    String.raw`\benv\b[^}]*\}\s*from\s*'(?:bun|node:process|process)'`,
  ].join('|'),
)

/** Only the two index files read the environment; one more file sets a variable before Elysia is imported. */
export const environmentReaders: TreeRule = (tree) =>
  [...tree].filter(([file, text]) => ENVIRONMENT.test(text) && !READS_ENVIRONMENT.includes(file)).map(([file]) => file)

/** Types that exist twice under one name: as stored, and as the service sends them. */
const SHARED_WITH_WIRE = ['Claim', 'Decision', 'FieldProvenance', 'RecordRef']
const EXPORT =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|type|interface|enum|namespace) (\w+)|^export (?:type )?\{[^}]*\bas (\w+)|^export \* as (\w+)/gm

/** An exported name is unique in the project. A schema and its type share one file and one name. */
export function uniqueExports(tree: SourceTree): string[] {
  const homes = new Map<string, Set<string>>()
  for (const [file, text] of tree)
    for (const [, declared, renamed, namespace] of text.matchAll(EXPORT)) {
      const name = declared ?? renamed ?? namespace ?? ''
      homes.set(name, (homes.get(name) ?? new Set()).add(file))
    }
  return [...homes]
    .filter(([name, files]) => files.size > 1 && !SHARED_WITH_WIRE.includes(name))
    .map(([name, files]) => `${name}: ${[...files].join(', ')}`)
}

const REQUIRE = /\brequire\s*\(|\bcreateRequire\b|\bimport\.meta\.require\b/

/** Modules are imported, never required: the rules of directions read imports. */
export const noRequire: TreeRule = (tree) => [...tree].filter(([, text]) => REQUIRE.test(text)).map(([file]) => file)

const imported = (names: string) => String.raw`(?:\bfrom|\bimport|\bimport\()\s*'(?:${names})(?:/[^']*)?'`
const DRIVER = new RegExp(
  String.raw`${imported('postgres|@electric-sql|@elastic|bun:sqlite|node:sqlite')}|\bBun\.(?:SQL|sql)\b`,
)
const LIBRARIES: readonly (readonly [name: string, pattern: RegExp, rooms: RegExp])[] = [
  ['Elysia', new RegExp(imported('elysia|@elysiajs')), /^src\//],
  ['drizzle', new RegExp(imported('drizzle-orm')), /^db\//],
  ['a database driver', DRIVER, /^(?:db|seed\/databases)\//],
]

/** Elysia is known in `src/`, drizzle in `db/`, drivers in `db/` and `seed/databases/`; a lint comment cannot hide them. */
export const libraryRooms: TreeRule = (tree) =>
  [...tree].flatMap(([file, text]) =>
    LIBRARIES.filter(([, pattern, rooms]) => pattern.test(text) && !rooms.test(file)).map(
      ([name]) => `${file} uses ${name}`,
    ),
  )

const DOCSTRING = /\/\*\*\s*\*?\s*(\w+)/g
const QUESTION_WORDS = /^(?:What|Whether|How|Who|Whose|Which|Where|Why|When|Those)$/

/** A docstring begins with a verb or a noun, never with a question word. */
export const docstringOpenings: TreeRule = (tree) =>
  [...tree].flatMap(([file, text]) =>
    [...text.matchAll(DOCSTRING)]
      .filter(([, word = '']) => QUESTION_WORDS.test(word))
      .map(([start]) => `${file}: ${start}`),
  )

/** `db` and `seed` together have at most six files outside their rooms: `index.ts` and what the whole floor shares. */
export const looseFiles: TreeRule = (tree) => {
  const loose = [...tree.keys()].filter((file) => /^(?:db|seed)\/[^/]+$/.test(file))
  return loose.length > 6 ? loose : []
}

export const TREE_RULES = {
  importDirection,
  relativeImports,
  separateModules,
  explorerRoom,
  environmentReaders,
  noRequire,
  libraryRooms,
  uniqueExports,
  docstringOpenings,
  looseFiles,
}
