import { CHARACTER_ENCODINGS, type CharacterEncoding, characterShare } from './characters'
import { decoderOf } from './decoders'
import { QUOTE_INSIDE, WORD_ENCODINGS, type WordEncoding, wordShare } from './words'

/** Encodings from before Unicode that are detected. */
export type LegacyEncoding = WordEncoding | CharacterEncoding

/** Share of a text that must look right in the best encoding, and its distance from the second best. */
const ENOUGH = 0.5
const AHEAD = 0.08
/** With fewer bytes beyond ASCII than these, the distance must be larger. */
const FEW_BYTES = 12
const AHEAD_OF_FEW = 0.15
/** Encodings that differ in few letters: most words look right in both, and the first is far more usual. */
const ALIKE: readonly LegacyEncoding[] = ['windows-1252', 'windows-1250', 'windows-1254']

/** Bytes of words: no byte below 0x40 is the second one of a character. Each text is in Latin-1, one character a byte. */
const PIECES = /[0-9@-\xff]+/g
const HIGH = /[\x80-\xff]/

/** Signs beyond ASCII that stand alone: `P·O·L·L·E·N`. */
const LONE_SIGNS = /^(?:[\0-\x7f]|\P{L}(?![^\0-\x7f]))+$/u

/** Different pieces of text with bytes beyond ASCII, each once. */
export type Pieces = ReadonlySet<string>

/** Most pieces that are kept; more do not change the result. */
export const MOST_PIECES = 4096
const LONGEST_PIECE = 200

/** Adds the pieces of a text in Latin-1 that have bytes beyond ASCII, up to `MOST_PIECES`. */
export function addPieces(pieces: Set<string>, latin1: string): void {
  for (const [piece] of latin1.matchAll(PIECES)) {
    if (pieces.size >= MOST_PIECES) return
    if (HIGH.test(piece)) pieces.add(piece.slice(0, LONGEST_PIECE))
  }
}

function decoded(piece: string, encoding: LegacyEncoding): string | undefined {
  try {
    return decoderOf(encoding)(Buffer.from(piece, 'latin1'))
  } catch {
    return undefined
  }
}

const isWordEncoding = (encoding: LegacyEncoding): encoding is WordEncoding =>
  WORD_ENCODINGS.some((name) => name === encoding)

/** Returns the number of bytes beyond ASCII. */
const highBytes = (pieces: Pieces): number =>
  [...pieces].reduce((sum, piece) => sum + piece.replace(/[^\x80-\xff]+/g, '').length, 0)

/** True if two encodings are one, or differ in few letters. */
const areAlike = (one: LegacyEncoding, other: LegacyEncoding): boolean =>
  one === other || (ALIKE.includes(one) && ALIKE.includes(other))

/** Returns the share of the pieces that look right in an encoding, 0 to 1. */
export function shareIn(pieces: Pieces, encoding: LegacyEncoding): number {
  let right = 0
  for (const piece of pieces) {
    const text = decoded(piece, encoding)
    if (text !== undefined)
      right += isWordEncoding(encoding) ? wordShare(text, encoding) : characterShare(text, encoding)
  }
  return pieces.size === 0 ? 0 : right / pieces.size
}

type Ranked = { encoding: LegacyEncoding; share: number }[]

const ranked = (pieces: Pieces): Ranked =>
  [...WORD_ENCODINGS, ...CHARACTER_ENCODINGS]
    .map((encoding) => ({ encoding, share: shareIn(pieces, encoding) }))
    .toSorted((a, b) => b.share - a.share)

/**
 * Returns the encoding in which pieces of text look right, as their words (European encodings) or their characters (East Asian ones)
 * tell; `undefined` if there is none, or more than one.
 */
export function legacyEncoding(pieces: Pieces): LegacyEncoding | undefined {
  const ranks = ranked(pieces)
  const [best, second] = ranks
  if (!best || !second || best.share < ENOUGH) return undefined
  const usual = ranks.find(({ encoding, share }) => encoding === ALIKE[0] && best.share - share < AHEAD)
  if (usual && ALIKE.includes(best.encoding)) return usual.encoding
  return best.share - second.share >= (highBytes(pieces) < FEW_BYTES ? AHEAD_OF_FEW : AHEAD) ? best.encoding : undefined
}

/**
 * True if pieces of text look right in another encoding, and clearly less so in this one or one that is like it. A single piece
 * is too little if every byte is a letter in both, or a sign in this one.
 */
export function looksBetterElsewhere(pieces: Pieces, legacy: LegacyEncoding): boolean {
  const own = shareIn(pieces, legacy)
  const texts = [...pieces].map((piece) => decoded(piece, legacy) ?? '')
  const hasQuoteInside = texts.some((text) => QUOTE_INSIDE.test(text))
  if (own > 1 - AHEAD_OF_FEW || (!hasQuoteInside && texts.every((text) => LONE_SIGNS.test(text)))) return false
  // A capital in code page 850 is a small letter with an accent in Windows-1252: `ARTé` would be `ARTÚ`.
  const best = ranked(pieces).find(({ encoding }) => hasQuoteInside || encoding !== 'cp850' || !ALIKE.includes(legacy))
  if (best && pieces.size < 2 && !hasQuoteInside && isWordEncoding(legacy) && isWordEncoding(best.encoding))
    return false
  return (
    best !== undefined && best.share >= ENOUGH && best.share - own >= AHEAD_OF_FEW && !areAlike(best.encoding, legacy)
  )
}

/** Returns the second encoding of a file: that of the pieces, three and a tenth of all or more, that do not look right in its first. */
export function secondEncoding(pieces: Pieces, first: LegacyEncoding): LegacyEncoding | undefined {
  const others = new Set([...pieces].filter((piece) => shareIn(new Set([piece]), first) < ENOUGH))
  if (others.size < Math.max(FEWEST_OTHERS, pieces.size / 10)) return undefined
  const second = legacyEncoding(others)
  return second === undefined || areAlike(first, second) ? undefined : second
}

const FEWEST_OTHERS = 3
