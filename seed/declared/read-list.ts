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

const YES = /^(?:1(?:\.0)?|true|yes|y|x)$/i
const NO = /^(?:0(?:\.0)?|false|no|n|)$/i

/** Returns the words whose flag column is true; `undefined` if a column is neither true nor false. */
function flagged(row: DeclaredRow, flags: readonly [column: string, word: string][]): string[] | undefined {
  const words: string[] = []
  for (const [column, word] of flags) {
    const flag = cellText(valueAt(row, column))?.trim()
    if (flag === undefined || !(YES.test(flag) || NO.test(flag))) return undefined
    if (YES.test(flag)) words.push(word)
  }
  return words
}
