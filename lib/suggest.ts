/** Returns the Levenshtein distance: the least number of insertions, deletions and replacements between two words. */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}

/** Greatest length of a word that is taken for a mistyped one, in characters. The distance of two long texts takes long. */
const LONGEST_WORD = 200

/**
 * Returns the known word closest to a mistyped one. `undefined` if that word is more than two edits away and also more than
 * a third of the length of the mistyped one, or if the mistyped one is empty or has more than 200 characters.
 */
export const nearest = (word: string, known: readonly string[]): string | undefined => nearestWords(word, known, 1)[0]

/** Returns the known words closest to a mistyped one, at most `most`, the closest first, as near as `nearest` asks for. */
export function nearestWords(word: string, known: readonly string[], most: number): string[] {
  const wanted = word.toLowerCase()
  const limit = Math.max(2, word.length / 3)
  if (word === '' || word.length > LONGEST_WORD) return []
  return (
    known
      // The distance is at least the difference in length.
      .filter((candidate) => Math.abs(candidate.length - wanted.length) <= limit)
      .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate) }))
      .filter(({ distance }) => distance <= limit)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, most)
      .map(({ candidate }) => candidate)
  )
}
