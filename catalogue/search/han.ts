import variants from './han-variants.json'

/** Forms of a character, and the simplified form, in turn. */
const CHARACTERS = Array.from(variants.pairs)
const SIMPLIFIED = new Map(
  CHARACTERS.flatMap((form, at) => (at % 2 === 0 ? [[form, CHARACTERS[at + 1] ?? form] as const] : [])),
)

/** Returns the simplified form of a traditional or Japanese Han character; any other character as it is. */
export const foldHan = (character: string): string => SIMPLIFIED.get(character) ?? character
