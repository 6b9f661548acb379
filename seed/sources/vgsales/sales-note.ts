const NOTE = /\s*\(([^()]*\bsales\b[^()]*)\)$/i
const MARKETS = [
  { market: 'us', words: /\b(?:us|america|american)\b/i },
  { market: 'jp', words: /\b(?:jp|japan)\b/i },
  { market: 'other', words: /\bothers\b/i },
]

/** A title of VGChartz without the note about its figures; `region` names the markets counted, where not all are. */
export type Noted = { title: string; region?: string; wrongSystem: boolean }

/**
 * Takes the note off a title: `Rondo of Swords (US sales)`, `The Godfather (old US sales)`.
 *
 * VGChartz counts some games per market in rows of their own. `(sales, but wrong system)` admits that the platform is wrong.
 */
export function readNote(name: string): Noted {
  const note = name.endsWith(')') ? NOTE.exec(name) : null
  if (!note) return { title: name, wrongSystem: false }
  const text = note[1] ?? ''
  const region = MARKETS.filter(({ words }) => words.test(text)).map(({ market }) => market)
  const title = name.slice(0, note.index)
  return { title, ...(region.length > 0 && { region: region.join('+') }), wrongSystem: /\bwrong system\b/i.test(text) }
}
