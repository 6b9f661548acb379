import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const ROOT = join(import.meta.dir, '../..')

/** Floors of the project: its top-level folders with code. */
export const FLOORS = ['lib', 'catalogue', 'db', 'seed', 'src'] as const

/** Text of every source file of the project, by its path from the root (`db/game/write.ts`). */
export type SourceTree = ReadonlyMap<string, string>

/** Reads every TypeScript file of the five floors, those with markup too. */
export function readSourceTree(): SourceTree {
  const files = [...new Bun.Glob(`{${FLOORS.join(',')}}/**/*.{ts,tsx}`).scanSync(ROOT)].sort()
  return new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
}

/** An import as written (`specifier`), and the path from the project's root that it resolves to (`target`). */
export type SourceImport = { file: string; specifier: string; target: string }

const SPECIFIER = /(?:\bfrom|\bimport|\bimport\(|\bimport\.meta\.resolve\()\s*'([#.][^'\n]*)'/g

/** Returns every import of the project's own files, types and dynamic imports included. */
export const importsIn = (tree: SourceTree): SourceImport[] =>
  [...tree].flatMap(([file, text]) =>
    [...text.matchAll(SPECIFIER)].map(([, specifier = '']) => ({
      file,
      specifier,
      target: normalize(specifier.startsWith('#') ? specifier.slice(1) : join(dirname(file), specifier)),
    })),
  )

/** Returns the floor of a path: its first folder. */
export const floorOf = (path: string): string => path.split('/')[0] ?? ''

/** Returns the room of a path, such as `db/game` or `src/modules/games`; for a file outside the rooms of its floor, the floor. */
export function roomOf(path: string): string {
  const parts = path.split('/')
  const depth = path.startsWith('src/modules/') ? 3 : 2
  return parts.length > depth ? parts.slice(0, depth).join('/') : parts.slice(0, -1).join('/')
}
