import { isMissing } from './missing'
import { isDestroyed } from './mojibake'
import { cleanText } from './text'

/** Words that only ever end the name before them, with its initials behind: `Sony Computer Entertainment, Inc. (SCEI)`. */
const LEGAL_FORM =
  /^(?:(?:inc|incorporated|llc|l\.l\.c|llp|ltd|limited|lda|co|corp|corporation|gmbh|ag|ab|plc|pte|pty|lp|s\. ?r\. ?o|s\.?r\.?l|s\.?a|s\.?l|a\.?s|b\.?v|k\.?k|sp\. z o\.? ?o)\b[.,]*\s*)+(?:\([A-Z]{2,6}\))?$/i

/** Where a list of companies may be cut: at a comma that does not stand in brackets. */
const COMMA = / ?,\s+(?![^()]{0,100}\))/

/** Whether the piece of a list behind a comma is the legal form of the company before it, and no company. */
export const isLegalForm = (piece: string): boolean => LEGAL_FORM.test(piece.trim())

/** The pieces of a list of companies between its commas. */
export const cutAtCommas = (list: string): string[] => list.split(COMMA)

/** What stands where the name of a company would, by its letters. */
const NOBODY = new Set(
  'none nopublisher various self myself selfpublished selfpublishing indie independent independentdeveloper'.split(' '),
)

const isCompany = (name: string): boolean =>
  !isMissing(name) && !isDestroyed(name) && !NOBODY.has(name.toLowerCase().replace(/[\s()-]/g, ''))

/** A company's name for display, or `undefined` where the cell names none (`N/A`, `Self-published`) or one with lost letters. */
export function cleanCompany(text: string): string | undefined {
  const name = cleanText(text)
  return isCompany(name) ? name : undefined
}

/**
 * The companies of a cell that lists them by comma (`Infinity Ward, Sledgehammer Games`) or ` / `, each named once.
 *
 * A comma before a legal form (`Sanuk Software Co., Ltd.`) is part of the name.
 */
export function splitCompanies(text: string): string[] {
  if (text === '') return []
  const names: string[] = []
  for (const part of cutAtCommas(cleanText(text)).flatMap((piece) => piece.split(' / '))) {
    const last = names.length - 1
    if (last >= 0 && isLegalForm(part)) names[last] = `${names[last]}, ${part}`
    else if (isCompany(part)) names.push(part)
  }
  return [...new Set(names)]
}
