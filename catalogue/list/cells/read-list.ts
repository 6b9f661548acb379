import { isMissing } from '#catalogue/clean/missing'
import { INVALID } from '#catalogue/clean/parsed'
import { cleanText } from '#catalogue/clean/text'
import { cellsOf, cellText, codesOf, type DeclaredRow, textsOf, valueAt } from './cell'
import type { Expression } from './expression'
import type { FieldReader } from './read-field'

/** Returns a reader of the words of a list, decoded by `codes`, without duplicates and without words that mean no value. */
export function listField(expression: Expression): FieldReader<string[]> {
  const read = wordsIn(expression)
  const codes = codesOf(expression)
  const none = new Set([expression.missing ?? []].flat())
  return (row) => {
    const texts = read(row)
    if (!texts) return INVALID
    const words = texts.map(cleanText).filter((word) => !isMissing(word) && !none.has(word))
    return { ok: true, value: [...new Set(words.map((word) => codes.get(word) ?? word))] }
  }
}

function wordsIn(expression: Expression): (row: DeclaredRow) => string[] | undefined {
  const { const: constant, flags, split, words } = expression
  if (constant !== undefined) return () => [constant].flat()
  if (flags !== undefined) return (row) => flagged(row, Object.entries(flags))
  const cells = cellsOf(expression)
  return (row) => textsOf(cells(row)[0], { split, words })
}

/** Words for yes and no as spreadsheets in five languages and databases write them. */
const YES = /^(?:-?1(?:\.0)?|true|t|yes|y|x|checked|✓|✔|☑|wahr|ja|vrai|oui|verdadero|s[ií]|vero|sì|verdadeiro|sim)$/iu
const NO = /^(?:0(?:\.0)?|false|f|no|n|unchecked|✗|✘|☐|falsch|nein|faux|non|falso|não|)$/iu

/** True if a text says yes or no; an empty one says no. */
export const isFlag = (text: string): boolean => YES.test(text) || NO.test(text)

/** Returns the words whose flag column is true; `undefined` if a column is neither true nor false. */
function flagged(row: DeclaredRow, flags: readonly [column: string, word: string][]): string[] | undefined {
  const words: string[] = []
  for (const [column, word] of flags) {
    const flag = cellText(valueAt(row, column))?.trim()
    if (flag === undefined || !isFlag(flag)) return undefined
    if (YES.test(flag)) words.push(word)
  }
  return words
}
