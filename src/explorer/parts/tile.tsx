/** Words that say little about a title. */
const SMALL = /^(?:the|a|an|of|and|in|to|de|la|le|les|&)$/i

/** Returns one or two characters that stand for a title. */
export function tileInitials(title: string): string {
  const all = title.split(/[\s:–-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const telling = all.filter((word) => !SMALL.test(word))
  const from = telling.length > 0 ? telling : all
  const first = (word = '') => [...word.replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? ''
  return (first(from[0]) + first(from.length > 1 ? from.at(-1) : undefined)).toUpperCase()
}

/** Returns a hue of 24 that stands for a text. Equal texts have equal hues. */
export const hueOf = (text: string): number => {
  let sum = 7
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return (sum % 24) * 15
}

type TileProps = { title: string; genre?: string | undefined; size?: 'small' | 'large' }

/** Drawn cover of a game: its initials, in the colour of its genre. No picture is fetched. */
export function Tile({ title, genre, size = 'small' }: TileProps) {
  return (
    <span class={`tile ${size}`} style={{ '--hue': hueOf(genre ?? title) }} aria-hidden="true">
      {tileInitials(title)}
    </span>
  )
}
