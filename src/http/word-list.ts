import type { TSchema } from 'elysia'

/** Returns the words of a parameter that is a list separated by commas: all that it may have, none if they are not a closed set; `undefined` for any other parameter. */
export const wordsOfList = ({ openapi }: TSchema): readonly string[] | undefined => openapi?.list

/** True if a list separated by commas has a word twice. */
export function hasWordTwice(list: string): boolean {
  const words = list.split(',')
  return new Set(words).size < words.length
}
