/**
 * Tests of a word that was decoded with a single-byte encoding: true if it is written as words of the languages are for which that
 * encoding was made. A wrong encoding gives letters that no language has together, or a capital inside a word.
 */

/** Signs around words: quotes, dashes, trademarks, currencies, fractions. */
const SIGNS = /[\s!-@[-`{-~¡¿«»‹›“”„‘’‚–—…•·™®©°ªº€£¥§×÷²³¹½¼¾´¨№†‡¦¤¬¯¸±¢\u00a0\u00ad]+/u
/** A symbol between two letters: in `¿ó³w` and `Wie¶` a letter was decoded as a symbol. */
const SYMBOL_INSIDE = /\p{L}[²³¹¼½¾£¥¯¿¡¶±¢¤¦]+\p{L}|^[¿³£¯¹¶¼¢]\p{Ll}*[²³¹¼½¾£¥¯¿¶±\u0080-\u009f]/u
/** A quote or a sign of control between two letters: in `Pok‚mon` a letter of code page 850 was decoded as a quote. */
export const QUOTE_INSIDE = /\p{L}[‚„†‡ˆ‰‹›“”˜\u0080-\u009f]\p{Ll}/u
/** Two symbols, or a symbol beside a letter with an accent: bytes of another encoding. */
const SYMBOLS =
  /[²³¹¼½¾£¥¯¶±¢¤¦¬¨´¸°ªº§µ÷×\u00ad]{2}|[²³¹¼½¾£¥¯¶±¢¤¦¬¨´¸°ªº§µ÷×][À-ɏ]|[À-ɏ][²³¹¼½¾£¥¯¶±¢¤¦¬¨´¸°ªº§µ÷×]/u
const CASED = /^(?:\p{Ll}+|\p{Lu}[\p{Ll}']*|\p{Lu}+)$/u
const BEYOND_ASCII = /[^\0-\x7f]/
const MIXED_CASE_NAME = /^(?:Mc|Mac|De|Du|La|Le|Von|Van|O)\p{Lu}\p{Ll}+$/u

const WESTERN = [
  /^(?:[a-zâçéêëîôûœæü]|(?<=[a-zé])è(?=[a-zç])|(?<=[aeiouéô])ï|(?<=o)ù$|à$)+$/,
  /^[a-zäöüß]+$/,
  /^[a-záéíóúñü]+$/,
  /^(?:[a-záâçéêíóôúü]|ã(?=[oen]|s?$)|õ(?=e)|às?$)+$/,
  /^[a-z]*[àèéìòù]$/,
  /^[a-zåäöé]+$/,
  /^[a-zæøåéüö]+$/,
]
const CENTRAL = [
  /^[a-záčďéěíňóřšťúůýžäľô]+$/,
  /^[a-ząćęłńóśźż]+$/,
  /^[a-záéíóöőúüű]+$/,
  /^[a-zčćđšž]+$/,
  /^[a-zăâîşţ]+$/,
  /^[a-zäöüß]+$/,
]
const TURKISH = [/^(?:[a-zçğıöşüâîû]|i\u0307)+$/]
const CYRILLIC = /^[а-яёіїєґ]+$/
const CYRILLIC_LETTERS = /^[вкс]$/
const CYRILLIC_VOWELS = /[аеёиоуыэюяіїє]/g

const ASCII_LETTER = /[a-z]/

const inOneOf =
  (languages: readonly RegExp[]) =>
  (word: string): boolean => {
    const lower = word.toLowerCase()
    if (word.length > 2 && !ASCII_LETTER.test(lower)) return false
    return languages.some((language) => language.test(lower))
  }

/** True if a Cyrillic word has about as many vowels as Russian words have; one of one letter must be a word in Russian. */
function isCyrillicWord(word: string): boolean {
  const lower = word.toLowerCase()
  if (!CYRILLIC.test(lower)) return false
  const vowels = (lower.match(CYRILLIC_VOWELS) ?? []).length
  if (word.length < 3) return vowels > 0 || CYRILLIC_LETTERS.test(lower)
  return vowels >= word.length * 0.2 && vowels <= word.length * 0.75
}

const TESTS = {
  'windows-1252': inOneOf(WESTERN),
  'windows-1250': inOneOf(CENTRAL),
  'windows-1254': inOneOf(TURKISH),
  'windows-1251': isCyrillicWord,
  'koi8-r': isCyrillicWord,
  ibm866: isCyrillicWord,
  // A letter that stands alone is more likely a sign of Windows-1252.
  cp850: (word: string) => ASCII_LETTER.test(word.toLowerCase()) && inOneOf(WESTERN)(word),
}

/** Single-byte encodings that can be told from their words. */
export type WordEncoding = keyof typeof TESTS
export const WORD_ENCODINGS = Object.keys(TESTS) as WordEncoding[] // safe: these are its keys

/** Longest piece that is looked at, in characters. */
const LONGEST_TEXT = 400

const isCased = (word: string): boolean => CASED.test(word) || MIXED_CASE_NAME.test(word)

/** Returns the share of words beyond ASCII in a decoded piece of text that are written as words in languages of an encoding, 0 to 1; a
 * half for a piece of signs alone. */
export function wordShare(long: string, encoding: WordEncoding): number {
  const text = long.slice(0, LONGEST_TEXT)
  if (SYMBOL_INSIDE.test(text) || QUOTE_INSIDE.test(text) || SYMBOLS.test(text)) return 0
  const words = text.split(SIGNS).filter((word) => BEYOND_ASCII.test(word))
  if (words.length === 0) return 0.5
  return words.filter((word) => isCased(word) && TESTS[encoding](word)).length / words.length
}
