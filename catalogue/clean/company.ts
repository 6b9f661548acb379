import { LONGEST_NAME } from '#catalogue/limits'
import { isMissing } from './missing'
import { isDestroyed } from './mojibake'
import { cleanText } from './text'

/** A legal form, which belongs to the name before the comma, with initials in brackets: `Sony Computer Entertainment, Inc. (SCEI)`. */
const LEGAL_FORM =
  /^(?:(?:inc|incorporated|llc|l\.l\.c|llp|ltd|limited|lda|co|corp|corporation|gmbh|ag|ab|plc|pte|pty|lp|s\. ?r\. ?o|s\.?r\.?l|s\.?a|s\.?l|a\.?s|b\.?v|k\.?k|sp\. z o\.? ?o)\b[.,]*\s*)+(?:\([A-Z]{2,6}\))?$/i

/** Separator of a list of companies: a comma outside brackets. */
const COMMA = / ?,\s+(?![^()]{0,100}\))/

/** True if the piece of a list after a comma is the legal form of the company before it, not a company. */
export const isLegalForm = (piece: string): boolean => piece.length <= LONGEST_NAME && LEGAL_FORM.test(piece.trim())

/** Splits a list of companies at its commas, legal forms included as pieces. */
export const cutAtCommas = (list: string): string[] => list.split(COMMA)

/** Words that stand for no company, in lower case without spaces, hyphens and brackets. */
const NO_COMPANY = new Set(
  'none nopublisher various self myself selfpublished selfpublishing indie independent independentdeveloper'.split(' '),
)

const isCompany = (name: string): boolean =>
  !isMissing(name) && !isDestroyed(name) && !NO_COMPANY.has(name.toLowerCase().replace(/[\s()-]/g, ''))

/** Returns a company's name for display; `undefined` if the cell names none (`N/A`, `Self-published`) or letters of it are lost. */
export function cleanCompany(text: string): string | undefined {
  const name = cleanText(text)
  return isCompany(name) ? name : undefined
}

/**
 * Returns the companies of a cell that separates them by commas (`Infinity Ward, Sledgehammer Games`) or ` / `, each once.
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
