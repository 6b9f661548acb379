/**
 * Roman numerals, ordinals and number words with their digits.
 *
 * `x` is left out on purpose, since it is a letter as often as a ten: Mega Man X is not Mega Man 10.
 */
const NUMERALS = new Map([
  ...'i ii iii iv v vi vii viii ix'.split(' ').map((word, at) => [word, String(at + 1)] as const),
  ...'xi xii xiii xiv xv xvi xvii xviii xix'.split(' ').map((word, at) => [word, String(at + 11)] as const),
  ...'one two three four five six seven eight nine ten'.split(' ').map((word, at) => [word, String(at + 1)] as const),
  ...'first second third fourth fifth sixth seventh'.split(' ').map((word, at) => [word, String(at + 1)] as const),
  ...'1st 2nd 3rd 4th 5th 6th 7th'.split(' ').map((word, at) => [word, String(at + 1)] as const),
])

const RECENT_YEAR = /^(?:19(?:8[5-9]|9\d)|20[0-2]\d)$/
const MILLENNIUM = /^2k(\d{1,2})$/
const NUMBER = /^(?:[a-z]{3,}|2k)?(\d+)$/

/** Words in titles of yearly sports games. Where two publishers make one, `2K` tells them apart: NHL 2K10 is not NHL 10. */
const LEAGUES = new Set(['nba', 'nhl', 'nfl', 'mlb', 'ncaa', 'wwe', 'pga', 'espn'])

function yearOf(word: string, league: boolean): string | undefined {
  if (word.length === 4 && RECENT_YEAR.test(word)) return word.slice(2)
  const short = MILLENNIUM.exec(word)?.[1]?.padStart(2, '0')
  return short && league ? `2k${short}` : short
}

/**
 * Replaces numerals in the words of a title by digits, and years from 1985 to 2029 (also written `2k5`) by their last two digits.
 * In a title with a word of `LEAGUES`, `2k5` becomes `2k05`. The first word stays as it is.
 */
export function inDigits(words: readonly string[]): string[] {
  const league = words.some((word) => LEAGUES.has(word))
  return words.map((word, at) => (at === 0 ? word : (NUMERALS.get(word) ?? yearOf(word, league) ?? word)))
}

/** Returns the numbers in the words of a title, including one after three or more letters (`hitman2`), sorted as text. */
export function numbersOf(words: readonly string[]): string[] {
  const numbers: string[] = []
  for (const word of words) {
    const last = word.charCodeAt(word.length - 1)
    if (last > 57 || last < 48) continue
    const digits = NUMBER.exec(word)?.[1]
    if (digits) numbers.push(digits)
  }
  return numbers.length > 1 ? numbers.sort() : numbers
}
