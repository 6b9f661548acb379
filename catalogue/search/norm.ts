import { foldedWords } from './fold'

const SMALL = new Set('the a an of and le la les der die das el de et du des au aux jeu game'.split(' '))

const ROMAN = ['', '', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv', 'xvi']
const SPOKEN = ['', '', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const DIGITS = new Map([ROMAN, SPOKEN].flatMap((words) => words.map((word, value) => [word, String(value)] as const)))

/** True for articles, prepositions and the like, which people leave out of a query. */
export const isSmall = (word: string): boolean => SMALL.has(word)

/** Returns the digits of a roman numeral from II to XVI or a number word from two to ten; any other word unchanged. */
export const numeralOf = (word: string): string => DIGITS.get(word) ?? word

/** True for a word of digits only. Another number is another game, so no slip is forgiven in it. */
export const isDigits = (word: string): boolean => /^\d+$/.test(word)

/** Returns the words of a folded text without small words (unless there are no others), with numbers in digits. */
export function normWords(fold: string): string[] {
  const words = foldedWords(fold)
  const content = words.filter((word) => !isSmall(word))
  return (content.length > 0 ? content : words).map(numeralOf)
}
