const MARKETS = [
  { market: 'us', words: /\b(?:us|america|american)\b/i },
  { market: 'jp', words: /\b(?:jp|japan)\b/i },
  { market: 'other', words: /\bothers\b/i },
]

/** A title without the note about its figures. `region` is the markets counted (`us+jp`), absent if the note names none. */
export type Noted = { title: string; region?: string; wrongSystem: boolean }

/**
 * Separates a title from its note about sales: `Rondo of Swords (US sales)`, `The Godfather (old US sales)`.
 *
 * VGChartz counts the markets of some games in separate rows. `(sales, but wrong system)` says that the platform is wrong.
 */
export function readNote(name: string): Noted {
  const open = name.endsWith(')') ? name.lastIndexOf('(') : -1
  const text = name.slice(open + 1, -1)
  if (open < 0 || text.includes(')') || !/\bsales\b/i.test(text)) return { title: name, wrongSystem: false }
  const region = MARKETS.filter(({ words }) => words.test(text)).map(({ market }) => market)
  const title = name.slice(0, open).trimEnd()
  return { title, ...(region.length > 0 && { region: region.join('+') }), wrongSystem: /\bwrong system\b/i.test(text) }
}
