const windows1252 = new TextDecoder('windows-1252')
const macintosh = new TextDecoder('macintosh')
const encoder = new TextEncoder()
const utf8 = new TextDecoder('utf-8', { fatal: true })

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const BYTE_OF = new Map([...windows1252.decode(EVERY_BYTE)].map((character, byte) => [character, byte]))

const REPLACEMENT = '\ufffd'
const LOST_ON_MAC = /[ÌÃ]_/
const STRAY_MARK = /[\u0300-\u033f]/
const BEYOND_ASCII = /[^\0-\x7f]/
/** `Ì`, which Mac Roman makes of `Ã`, or a non-ASCII symbol. Letters alone (`ñü`) can be a valid byte sequence by chance. */
const TOUCHED_BY_MAC = /Ì|[^\p{L}\p{M}\s\0-\x7f]/u
/** Scripts and symbols of titles. Without this check `É™` would be "repaired" to a phonetic letter. */
const WRITTEN_IN_TITLES =
  /^[\0-\x7f\u00a0-\u017f\u0370-\u04ff\u1e00-\u1eff\u2000-\u2044\u20ac\u2070-\u209f\u2100-\u218f\u2190-\u22ff\u25a0-\u27bf\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef]+$/
/** A symbol after a word: `Ó™` of `LLEGÓ™` would otherwise be "repaired" to a Cyrillic letter. */
const SIGNED_WORD = /[A-Z][Î-Ô][™®»”…](?!\p{L})/u

/**
 * Repairs text that was UTF-8 but was decoded as Windows-1252 (`PokÃ©mon` -> `Pokémon`), if that is certain.
 *
 * It is certain if every non-ASCII character is a byte of Windows-1252, these bytes are valid UTF-8, and the result is in a script of
 * titles. Text decoded wrongly twice is repaired twice. So is text that was then also saved by Excel for Mac (`PokÌ©mon`: `Ã©` written
 * in Mac Roman), even if those bytes happened to decode to a combining mark. All other text, and text with U+FFFD, whose bytes are
 * lost, is returned unchanged.
 */
export function repairMojibake(text: string): string {
  if (!BEYOND_ASCII.test(text) || text.includes(REPLACEMENT) || SIGNED_WORD.test(text)) return text
  const byMac = TOUCHED_BY_MAC.test(text) ? unfold(readAsMacintosh(bytesOf(text))) : undefined
  const repaired = byMac ?? unfold(text) ?? unfold(readStrayMarks(text))
  return repaired === undefined ? text : repairMojibake(repaired)
}

/**
 * True if letters of the text are lost: replaced by U+FFFD by a decoder, or by an underscore by Excel for Mac (`EinhÌ_nder`,
 * `EinhÃ_nder`: Mac Roman has no `¤` for the `Ã¤`).
 */
export const isDestroyed = (text: string): boolean => text.includes(REPLACEMENT) || LOST_ON_MAC.test(text)

function unfold(text: string | undefined): string | undefined {
  const bytes = text === undefined ? undefined : bytesOf(text)
  const repaired = bytes && decodeUtf8(bytes)
  return repaired !== undefined && WRITTEN_IN_TITLES.test(repaired) ? repaired : undefined
}

const readAsMacintosh = (bytes: Uint8Array | undefined): string | undefined => bytes && macintosh.decode(bytes)

/** Reads text with a combining mark that fits no letter as Mac Roman: its bytes for `Ã©` are those of a mark in UTF-8. */
const readStrayMarks = (text: string): string | undefined =>
  STRAY_MARK.test(text.normalize('NFC')) ? readAsMacintosh(encoder.encode(text)) : undefined

function bytesOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const byte = BYTE_OF.get(text.charAt(at))
    if (byte === undefined) return undefined
    bytes[at] = byte
  }
  return bytes
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
