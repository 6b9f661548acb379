/** The ratings ESRB has given; `K-A` became `E` in 1998. `RP` says that there is none yet. */
const RATINGS = new Set(['EC', 'K-A', 'E', 'E10+', 'T', 'M', 'AO'])

/** The ESRB rating a cell names, as `ratings` of a record, or `undefined` for anything else. */
export function esrbRatings(text: string): { board: string; rating: string }[] | undefined {
  const rating = text.trim()
  return RATINGS.has(rating) ? [{ board: 'esrb', rating }] : undefined
}
