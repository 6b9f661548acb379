/**
 * The characters of East Asian encodings by how common they are in texts. The standards list common characters first, so a range of
 * bytes holds them; in a text that is decoded with the wrong encoding, most characters are rare ones.
 */
const PUNCTUATION = /[\u2010-\u2026\u3000-\u301f\u30fb\uff01-\uff5e·×]/u
const KANA = /[\u3041-\u30fa\u30fc-\u30fe]/u
const HALF_KANA = /[\uff65-\uff9f]/u

/** First and last lead byte of the common characters, the first trail byte, and the weights of kana and of all other characters. */
type Repertoire = { first: number; last: number; trail: number; common: number; kana: number; other: number }

const REPERTOIRES = {
  shift_jis: { first: 0x88, last: 0x97, trail: 0x40, common: 0.9, kana: 1, other: 0.1 },
  'euc-jp': { first: 0xb0, last: 0xcf, trail: 0xa1, common: 0.9, kana: 1, other: 0.1 },
  gbk: { first: 0xb0, last: 0xd7, trail: 0xa1, common: 0.9, kana: 0.3, other: 0.2 },
  big5: { first: 0xa4, last: 0xc6, trail: 0x40, common: 0.9, kana: 0.3, other: 0.2 },
  'euc-kr': { first: 0xb0, last: 0xc8, trail: 0xa1, common: 1, kana: 0.3, other: 0.1 },
} as const satisfies Record<string, Repertoire>

/** East Asian encodings that can be told from their characters. */
export type CharacterEncoding = keyof typeof REPERTOIRES
export const CHARACTER_ENCODINGS = Object.keys(REPERTOIRES) as CharacterEncoding[] // safe: these are its keys

const commonCharacters = new Map<CharacterEncoding, ReadonlySet<string>>()

/** Returns the common characters of an encoding; they are made when they are first needed. */
function commonOf(encoding: CharacterEncoding): ReadonlySet<string> {
  const known = commonCharacters.get(encoding)
  if (known) return known
  const { first, last, trail } = REPERTOIRES[encoding]
  const decoder = new TextDecoder(encoding)
  const common = new Set<string>()
  for (let lead = first; lead <= last; lead++)
    for (let next = trail; next < 0xff; next++) {
      const [character = '', ...others] = decoder.decode(Uint8Array.of(lead, next))
      if (others.length === 0 && /[\p{Ideographic}\uac00-\ud7a3]/u.test(character)) common.add(character)
    }
  commonCharacters.set(encoding, common)
  return common
}

/**
 * Returns how common the characters beyond ASCII of a decoded piece of text are in texts of an encoding, 0 to 1. A single character
 * counts nothing: any two bytes can be one.
 */
export function characterShare(text: string, encoding: CharacterEncoding): number {
  const characters = [...text].filter((character) => character > '\x7f')
  if (characters.length < 2) return 0
  const common = commonOf(encoding)
  const sum = characters.reduce((total, character) => total + weightOf(character, encoding, common), 0)
  return sum / characters.length
}

function weightOf(character: string, encoding: CharacterEncoding, common: ReadonlySet<string>): number {
  const { common: weight, kana, other } = REPERTOIRES[encoding]
  if (common.has(character)) return weight
  if (KANA.test(character)) return kana
  if (PUNCTUATION.test(character)) return 0.8
  if (HALF_KANA.test(character)) return 0.2
  return /\p{Ideographic}/u.test(character) ? other : 0
}
