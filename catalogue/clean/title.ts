import { cleanText } from './text'

/**
 * Returns the title with its encoding and spacing repaired, or `undefined` if nothing of it is left.
 *
 * Keeps the words as they are, also `Legend of Zelda, The`: matching treats it as `The Legend of Zelda`.
 */
export const cleanTitle = (text: string): string | undefined => cleanText(text) || undefined
