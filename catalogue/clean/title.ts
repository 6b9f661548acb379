import { cleanText } from './text'

/**
 * The title as its publisher writes it, without the dirt of its way here, or `undefined` where there is none.
 *
 * `Legend of Zelda, The` stays what it is: seeing that it is the same title is the work of matching.
 */
export const cleanTitle = (text: string): string | undefined => cleanText(text) || undefined
