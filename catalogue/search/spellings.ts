const TRAILING_YEAR = /(?<!\s)\s*[([](?:19|20)\d\d[)\]]\s*$/

/** Returns a title without the year that some sources append: `Doom (2016)` is `Doom`. */
export const baseTitle = (title: string): string => title.replace(TRAILING_YEAR, '').trim() || title.trim()

/** True for a title that ends in a year in brackets. */
export const hasYear = (title: string): boolean => TRAILING_YEAR.test(title)

/** Splits a name of several titles at `/`: `Pokémon Red/Pokémon Blue`. Returns an empty list without `/` or if a part is one word. */
export function halvesOf(title: string): string[] {
  const halves = title.split('/').map((half) => half.trim())
  return halves.length > 1 && halves.every((half) => half.includes(' ')) ? halves : []
}
