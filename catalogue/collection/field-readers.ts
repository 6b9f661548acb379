import { isMissing } from '#catalogue/clean/missing'
import { type DeclaredRow, textReader } from '#catalogue/list/cells/cell'
import { listField } from '#catalogue/list/cells/read-list'
import { withoutNeutralising } from './csv'
import type { ImportField, ImportMap } from './import-map'
import type { RowFault } from './import-row'
import { LONGEST_NOTES, LONGEST_STORE } from './item'

/** Reads the text of a field. */
export type ReadText = (row: DeclaredRow) => string | undefined

/** Readers of a row: the text of a field, and the words of a list. */
export type Readers = { text: (field: string) => ReadText; words: (field: string) => (row: DeclaredRow) => string[] }

/** Fault of a row whose texts are too long. */
export const TOO_LONG: RowFault = {
  code: 'text_too_long',
  detail: `Shorten its texts: notes have at most ${LONGEST_NOTES} characters, a shop ${LONGEST_STORE}.`,
}

/** Form of a list. `export`: rows of `exportedRow`, whose texts are taken as they are. */
export type GivenKind = 'csv' | 'json' | 'export'

/** Returns the readers of the fields of a list. In CSV a `'` before a formula is left out. */
export function readersOf(map: ImportMap, kind: GivenKind): Readers {
  if (kind === 'export') return exportReaders(map)
  return {
    text: (field) => {
      const expression = expressionIn(map, field)
      if (!expression) return () => undefined
      const { const: constant } = expression
      if (constant !== undefined) return () => [constant].flat()[0]
      const read = textReader(expression)
      return (row) => statedText((read(row) ?? '').trim(), kind)
    },
    words: (field) => {
      const expression = expressionIn(map, field)
      if (!expression) return () => []
      const read = listField(expression)
      return (row) => {
        const words = read(row)
        return words.ok ? (words.value ?? []).slice(0, MOST_WORDS) : []
      }
    },
  }
}

/** Returns the readers of an export: texts are taken as they are, also those that would be no values, or formulas, in another list. */
function exportReaders(map: ImportMap): Readers {
  const textOf = (field: string): ReadText => {
    const column = expressionIn(map, field)?.column
    return (row) => {
      const value = typeof column === 'string' && Object.hasOwn(row, column) ? row[column] : null
      return value === null || typeof value === 'object' ? undefined : String(value) || undefined
    }
  }
  const namesOf = (text = '') => text.split(', ').filter((name) => name !== '')
  return {
    text: textOf,
    words: (field) => {
      const read = textOf(field)
      return (row) => namesOf(read(row)).slice(0, MOST_WORDS)
    },
  }
}

function statedText(text: string, kind: GivenKind): string | undefined {
  if (isMissing(text)) return undefined
  return kind === 'csv' ? withoutNeutralising(text) : text
}

const MOST_WORDS = 50

/** Returns the expression of a field without the unit, which is not of the mapping language. */
export function expressionIn(map: ImportMap, field: string): ImportField | undefined {
  const found = Object.hasOwn(map, field) ? map[field] : undefined
  if (!found) return undefined
  const { unit: _, ...expression } = found
  return expression
}
