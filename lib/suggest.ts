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
 * a third of the length of the mistyped one, or if the mistyped one has more than 200 characters.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  const most = Math.max(2, word.length / 3)
  const ranked = known
    // The distance is at least the difference in length.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= most)
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate) }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= most ? best.candidate : undefined
}
