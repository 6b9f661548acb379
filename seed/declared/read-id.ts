import { isMissing } from '#catalogue/clean/missing'
import { INVALID, NO_VALUE } from '#catalogue/clean/parsed'
import { cleanText } from '#catalogue/clean/text'
import { textReader } from '#catalogue/list/cells/cell'
import type { Expression } from '#catalogue/list/cells/expression'
import type { FieldReader } from '#catalogue/list/cells/read-field'

/** True if a spreadsheet has written an id with an exponent, `7.61234E+12`, so that its last digits are lost. */
export const isShortened = (id: string): boolean => /^\d(?:[.,]\d+)?e\+\d{1,2}$/i.test(id)

/** Returns a reader of an id at another source. An id that a program has written as a fraction, `620.0`, loses it. */
export function idField(expression: Expression): FieldReader<string> {
  const read = textReader(expression)
  return (row) => {
    const text = read(row)
    if (text === undefined) return INVALID
    const id = cleanText(text)
    if (isShortened(id)) return INVALID
    return isMissing(id) ? NO_VALUE : { ok: true, value: id.replace(/^(\d+)\.0+$/, '$1') }
  }
}
