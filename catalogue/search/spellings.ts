const TRAILING_YEAR = /\s*[([](?:19|20)\d\d[)\]]\s*$/

/** A title without the year some sources put behind it: `Doom (2016)` is `Doom`. */
export const baseTitle = (title: string): string => title.replace(TRAILING_YEAR, '').trim() || title.trim()

/** The titles that share one name: `Pokémon Red/Pokémon Blue` are two. Halves of a single word are no titles. */
export function halvesOf(title: string): string[] {
  const halves = title.split('/').map((half) => half.trim())
  return halves.length > 1 && halves.every((half) => half.includes(' ')) ? halves : []
}
