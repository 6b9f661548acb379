import { isMissing } from './missing'
import { isDestroyed } from './mojibake'
import { cleanText } from './text'

/** Endings that belong to the name before them: `Pipeworks Software, Inc.` is one company. */
const LEGAL_FORMS = new Set(
  ['inc', 'inc.', 'ltd', 'ltd.', 'llc', 'llc.', 'l.l.c.', 'co.', 'corp.', 'gmbh', 'lda', 'lda.', 'llp', 'lp'].concat([
    ...['s.a.', 's.r.l.', 's.l.', 's.r.o.', 'a.s.', 'b.v.', 'k.k.', 'plc', 'ab', 'pty', 'pty.', 'co. ltd.', 'co. ltd'],
  ]),
)

/** A company's name for display, or `undefined` where the cell names none (`N/A`, `Unknown`, empty) or one with lost letters. */
export function cleanCompany(text: string): string | undefined {
  const name = cleanText(text)
  return isMissing(name) || isDestroyed(name) ? undefined : name
}

/**
 * The companies of a cell that lists them by comma (`Infinity Ward, Sledgehammer Games`) or ` / `, each named once.
 *
 * A comma before a legal form (`Sanuk Software Co., Ltd.`) is part of the name.
 */
export function splitCompanies(text: string): string[] {
  if (text === '') return []
  const names: string[] = []
  for (const part of cleanText(text).split(/ ?, | \/ /)) {
    const last = names.length - 1
    if (last >= 0 && LEGAL_FORMS.has(part.toLowerCase())) names[last] = `${names[last]}, ${part}`
    else if (!isMissing(part) && !isDestroyed(part)) names.push(part)
  }
  return [...new Set(names)]
}
