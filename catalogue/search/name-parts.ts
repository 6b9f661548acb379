import { foldedWords, foldText } from './fold'
import { isSmall, numeralOf } from './norm'
import { readRuns } from './runs'

/** Longest name that is split into parts, in characters. Longer than any real title. */
const MAX_CHARACTERS = 500

/** A part of a name in a script without spaces: a run of characters, or a word of another script beside it, folded. */
export type NamePart = { run: string[] } | { word: string }

/** Returns the parts of a name or query in their order; none if no part of it is in a script without spaces. */
export function namePartsOf(text: string): NamePart[] {
  const parts = readRuns(text.slice(0, MAX_CHARACTERS)).flatMap((part): NamePart[] =>
    typeof part === 'string' ? wordsOf(part) : [{ run: part.map(({ character }) => character) }],
  )
  return parts.some((part) => 'run' in part) ? parts : []
}

const wordsOf = (text: string): NamePart[] =>
  foldedWords(foldText(text))
    .filter((word) => !isSmall(word))
    .map((word) => ({ word: numeralOf(word) }))

/** Returns the pairs of neighbouring characters of a run, in order; none of a single character. */
export const pairsOf = (run: readonly string[]): string[] =>
  run.slice(1).map((character, at) => `${run[at] ?? ''}${character}`)

/**
 * Returns the grams of parts, one text for each: of a run its pairs of characters and its last character, so that every
 * character begins a gram; of a word the word.
 */
export const gramsOf = (parts: readonly NamePart[]): string[] =>
  parts.map((part) => ('word' in part ? part.word : [...pairsOf(part.run), ...part.run.slice(-1)].join(' ')))

/** Returns the text of parts, without spaces, from the beginning and from each later character of a run or word on. */
export function endingsOf(parts: readonly NamePart[]): string[] {
  const pieces = parts.flatMap((part) => ('word' in part ? [part.word] : part.run))
  return pieces.map((_, at) => pieces.slice(at).join(''))
}
