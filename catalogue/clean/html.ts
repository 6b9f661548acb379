import { cleanText } from './text'

const INVISIBLE = /<(script|style)\b[^>]*>.*?<\/\1\s*>|<!--.*?-->/gis
const INLINE_TAG = /<\/?(?:a|b|i|u|s|em|strong|span|font|small|sup|sub)\b[^<>]*>/gi
/** A tag begins with a letter: `5 < 6` is text. */
const TAG = /<[/!]?[a-z][^<>]*>/gi

/** Returns the text of HTML as one line, without tags and with entities decoded once. */
export const textOfHtml = (html: string): string =>
  cleanText(html.replace(INVISIBLE, ' ').replace(INLINE_TAG, '').replace(TAG, ' '))
