/** Ratings of the ESRB; `K-A` was renamed `E` in 1998. Not `RP`, which means that the rating is pending. */
const RATINGS = new Set(['EC', 'K-A', 'E', 'E10+', 'T', 'M', 'AO'])

/** Returns the ESRB rating in a cell as the `ratings` of a record; `undefined` for any other text. */
export function esrbRatings(text: string): { board: string; rating: string }[] | undefined {
  const rating = text.trim()
  return RATINGS.has(rating) ? [{ board: 'esrb', rating }] : undefined
}
