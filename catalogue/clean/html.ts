import { cleanText } from './text'

/** Beginning of a comment or of an element whose content is not shown. */
const BEGINNING = /<(!--|(?:script|style)\b)/gi
const ENDINGS: Readonly<Record<string, RegExp>> = {
  '!--': /-->/g,
  script: /<\/script\s*>/gi,
  style: /<\/style\s*>/gi,
}
const INLINE_TAG = /<\/?(?:a|b|i|u|s|em|strong|span|font|small|sup|sub)\b[^<>]*>/gi
/** A tag begins with a letter: `5 < 6` is text. */
const TAG = /<[/!]?[a-z][^<>]*>/gi

/** Returns the text of HTML as one line, without tags and with entities decoded once. */
export const textOfHtml = (html: string): string =>
  cleanText(withoutInvisible(html).replace(INLINE_TAG, '').replace(TAG, ' '))

/** Replaces comments, scripts and styles by spaces, in one pass. One that is not closed stays. */
function withoutInvisible(html: string): string {
  const unclosed = new Set<string>()
  let visible = ''
  let shownTo = 0
  for (const { 0: opening, 1: word = '', index } of html.matchAll(BEGINNING)) {
    const kind = word.toLowerCase()
    // What is not closed after one beginning is not closed after a later one either: it is searched for once.
    if (index < shownTo || unclosed.has(kind)) continue
    const end = endOfInvisible(html, kind, index + opening.length)
    if (end < 0) {
      unclosed.add(kind)
      continue
    }
    visible += `${html.slice(shownTo, index)} `
    shownTo = end
  }
  return visible + html.slice(shownTo)
}

/** Returns the end of a comment or element, -1 if it is not closed. */
function endOfInvisible(html: string, kind: string, from: number): number {
  const inside = kind === '!--' ? from : html.indexOf('>', from)
  const ending = ENDINGS[kind]
  if (inside < 0 || !ending) return -1
  ending.lastIndex = inside
  return ending.test(html) ? ending.lastIndex : -1
}
