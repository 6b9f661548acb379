import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { SOURCES } from '#seed/sources/index'
import { LISTS_TO_LOAD, NO_LISTS } from '#tests/support/real-files'
import { REFUSALS } from '#tests/support/refusals'
import { commandOf, SOURCES_PAGE } from '#tests/support/sources-table'

const PAGE = readFileSync(SOURCES_PAGE, 'utf8')

/** The cells of the rows of a table of the page, without their marks. */
const rowsUnder = (title: string): string[][] =>
  (PAGE.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/[|`]/g, '').trim()))

const countsIn = (cells: readonly string[]): number[] => cells.slice(1).map((cell) => Number(cell.replaceAll(',', '')))

describe('docs/sources.md (bun tests/support/sources-table.ts writes it anew out of the real files)', () => {
  test('has every list with its command, twice, and names sources that exist', () => {
    const commands = LISTS_TO_LOAD.map(commandOf)
    expect(rowsUnder('The first time').map(([command]) => command ?? '')).toEqual(commands)
    expect(rowsUnder('The second time').map(([command]) => command ?? '')).toEqual(commands)
    const names = SOURCES.map(({ name }) => name)
    for (const { source } of [...LISTS_TO_LOAD, ...NO_LISTS]) expect(names).toContain(source)
  })

  test('shows every source of files at work', () => {
    const shown = new Set(LISTS_TO_LOAD.map(({ source }) => source))
    const files = SOURCES.filter(({ kind }) => kind === 'file')
    expect(files.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([])
  })

  test('has counts that add up, and nothing new the second time', () => {
    for (const cells of [...rowsUnder('The first time'), ...rowsUnder('The second time')]) {
      const [read, ...parts] = countsIn(cells)
      expect([cells[0], parts.reduce((sum, part) => sum + part, 0)]).toEqual([cells[0], read ?? 0])
    }
    for (const cells of rowsUnder('The second time')) expect([cells[0], countsIn(cells)[1]]).toEqual([cells[0], 0])
  })

  test('says why every reason is right, and gives none that no file has', () => {
    expect(rowsUnder('Why records were refused').map(([code, , why]) => [code ?? '', why ?? ''])).toEqual(
      Object.entries(REFUSALS).toSorted(([a], [b]) => a.localeCompare(b)),
    )
  })

  test('says of every file that holds no game what the loader says of it', () => {
    const rows = rowsUnder('What holds no game')
    expect(rows.map(([command = '']) => command.replace(/ \(\d+ files\)$/, ''))).toEqual(NO_LISTS.map(commandOf))
    for (const [command, says = ''] of rows) expect([command, says]).toEqual([command, expect.stringMatching(/\.$/)])
  })
})
