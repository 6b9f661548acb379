import { compoundParts } from './compound'
import { foldedWords, foldText } from './fold'
import { isSmall, normWords, numeralOf } from './norm'
import { baseTitle } from './spellings'

const BRAND = /^(?:(?:tom clancy|sid meier|marvel|disney|american mcgee)['’]s|ea sports|james bond)\s*:?\s+/i
const SUBTITLE = /(?:(?<!\s)\s+)?:\s+|(?<!\s)\s+[-–—~]\s+/
const CAMEL = /(\p{Ll})(\p{Lu})/gu
const MAX_INITIALS_CHARACTERS = 12

const isNumber = (word: string): boolean => /^\d+$/.test(numeralOf(word))
const isRoman = (word: string): boolean => isNumber(word) && /^[ivx]+$/.test(word)

/** Returns the title and its halves around the first colon or dash, without brands that people leave out of initials. */
function partsOf(title: string): string[] {
  const whole = baseTitle(title).replace(BRAND, '')
  const [before = '', ...after] = whole.split(SUBTITLE)
  return after.length > 0 ? [whole, before, after.join(' ')] : [whole]
}

/**
 * Returns the sequences of words that initials are taken from, each once. The words are as written, split at camel case, or with
 * compounds split too; each time all words, all but a small first word, and all but small words.
 */
function wordings(part: string): string[][] {
  const camel = foldedWords(foldText(part.replace(CAMEL, '$1 $2')))
  const ways = [foldedWords(foldText(part)), camel, camel.flatMap(compoundParts)].flatMap((words) => [
    words,
    words.filter((word, at) => at > 0 || !isSmall(word)),
    words.filter((word) => !isSmall(word)),
  ])
  return [...new Map(ways.map((words) => [words.join(' '), words])).values()]
}

/** Returns the first letters of words, with numbers in full: as written (a number word by its first letter) or as digits. */
const lettersOf = (words: readonly string[], numbers: 'as written' | 'digits'): string =>
  words
    .map((word, at) => {
      if (numbers === 'digits' && at > 0) return isNumber(word) ? numeralOf(word) : word.slice(0, 1)
      return /^\d+$/.test(word) || (at > 0 && isRoman(word)) ? word : word.slice(0, 1)
    })
    .join('')

const bothWays = (words: readonly string[]): string[] => [lettersOf(words, 'as written'), lettersOf(words, 'digits')]

/** Returns all words, those before the first number (the name of the series), and those up to and including it. */
function cuts(words: readonly string[]): (readonly string[])[] {
  const number = words.findIndex((word, at) => at > 0 && isNumber(word))
  return number > 0 ? [words, words.slice(0, number), words.slice(0, number + 1)] : [words]
}

/**
 * Returns the initials by which people name a title, 2 to 12 characters, each once.
 *
 * `Grand Theft Auto V` gives `gta5`, `gtav` and `gta`, `The Legend of Zelda: Breath of the Wild` gives among others `botw`.
 */
export function initialsOf(title: string): string[] {
  const short = partsOf(title).flatMap(wordings).flatMap(cuts).flatMap(bothWays)
  return [...new Set(short)].filter((letters) => letters.length > 1 && letters.length <= MAX_INITIALS_CHARACTERS)
}

/** Returns the initials of the first two, three and four words followed by the other words: `gta san andreas`, `cod ghosts`. */
export function initialsTextsOf(title: string): string[] {
  const [whole = ''] = partsOf(title)
  const texts = wordings(whole).flatMap((words) =>
    [2, 3, 4]
      .filter((count) => count < words.length)
      .flatMap((count) =>
        bothWays(words.slice(0, count)).map((letters) =>
          [letters, ...normWords(words.slice(count).join(' '))].join(' '),
        ),
      ),
  )
  return [...new Set(texts)]
}
