import { cleanText } from './text'

const INVISIBLE = /<(script|style)\b[^>]*>.*?<\/\1\s*>|<!--.*?-->/gis
const INLINE_TAG = /<\/?(?:a|b|i|u|s|em|strong|span|font|small|sup|sub)\b[^<>]*>/gi
/** "5 < 6" is no tag. */
const TAG = /<[/!]?[a-z][^<>]*>/gi

/** The words of a piece of HTML as one line of text: tags taken out, entities decoded once. */
export const textOfHtml = (html: string): string =>
  cleanText(html.replace(INVISIBLE, ' ').replace(INLINE_TAG, '').replace(TAG, ' '))
