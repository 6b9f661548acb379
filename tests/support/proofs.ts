import { expect } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '../..')

/** Returns a text file of the project. */
export const projectText = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Returns the cells of each row of the tables in a Markdown page. */
export function tableRows(page: string): string[][] {
  const lines = projectText(page).split('\n')
  const isRow = (line: string) => line.startsWith('| ')
  return lines
    .filter((line, at) => isRow(line) && !/^\| -/.test(line) && !/^\| -/.test(lines[at + 1] ?? ''))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
}

/** Returns the tests that a cell names as proofs: a link to the file, then a part of the test's name in quotes. */
export const proofsIn = (cell: string): { shown: string; path: string; name: string }[] =>
  Array.from(
    cell.matchAll(/\[(tests\/[^\]]+)\]\(\.\.\/([^)]+)\) "([^"]+)"/g),
    ([, shown = '', path = '', name = '']) => ({ shown, path, name }),
  )

/** Expects every test that a cell names to exist. */
export function expectProofs(cell: string): void {
  for (const { shown, path, name } of proofsIn(cell)) {
    expect([path, shown === path && existsSync(join(ROOT, path))]).toEqual([path, true])
    expect([path, name, projectText(path).includes(name)]).toEqual([path, name, true])
  }
}
