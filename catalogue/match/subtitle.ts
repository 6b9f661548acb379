import { editionNamed, takeEditions } from './editions'

/** Separator of title and subtitle in a folded title. */
const SEPARATOR = /(?:(?<!\s)\s+)?:+\s*(?!\d)|(?<!\s)\s+[-~|/]+\s+|(?:(?<!\s)\s+)?--+\s*/g

/** Subtitle that only says that this is a game. Some sources add it to licensed games. */
const ONLY_A_GAME = /^(?:the )?(?:official )?(?:video ?)?game$/

/** Words in a subtitle that show another game (a part, an addition, another form), not a longer name of the same one. */
const ANOTHER_GAME = new Set(
  `2d 3d add addon advance anthology artbook beta book bundle chapter collection compilation demo disc dlc editor episode
  episodes expansion free go jr junior kit lite map maps mini mission missions mobile online origins ost pack part pass pinball plus
  pocket portable prelude prologue puzzle remake season sequel server solitaire soundtrack tactics test trial trilogy tycoon
  vol volume vr zero`.split(/\s+/),
)

/** Greatest number of words of an edition, `edition` included. A longer phrase begins with a subtitle. */
const MAX_EDITION_WORDS = 3

const LETTERS = /[a-z]{3}/
const LETTERS_LENGTH = 3

const WORDS = /[a-z0-9]+/g

/** The last word of a title, and the last that shows another game: where each begins, -1 for none. */
function lastWords(text: string): { any: number; anotherGame: number } {
  const last = { any: -1, anotherGame: -1 }
  for (const { index, 0: word } of text.matchAll(WORDS)) {
    last.any = index
    if (ANOTHER_GAME.has(word)) last.anotherGame = index
  }
  return last
}

/**
 * Removes the last subtitle of a folded title if it is an edition, which is added to `editions` (`darkest edition`), or only
 * says that this is a game.
 *
 * An edition with a digit stays, since it names the game of another year. A phrase of a subtitle and an edition (`original sin
 * enhanced edition`) stays too: `takeEditions` finds its edition.
 */
export function takeRemarks(text: string, editions: string[]): string {
  const last = [...text.matchAll(SEPARATOR)].at(-1)
  const before = text.slice(0, last?.index)
  if (!last || !LETTERS.test(before)) return text
  const after = text.slice(last.index + last[0].length)
  if (ONLY_A_GAME.test(after)) return before
  if (!isEdition(after)) return text
  editions.push(editionNamed(after))
  return before
}

const isEdition = (phrase: string): boolean =>
  phrase.endsWith(' edition') &&
  !/\d/.test(phrase) &&
  phrase.split(' ').length <= MAX_EDITION_WORDS &&
  !isNameWithEdition(phrase)

/** True if a known edition follows words of a name: `original sin enhanced edition`. */
function isNameWithEdition(phrase: string): boolean {
  const words = ['', ...phrase.split(' ')]
  const left = takeEditions(words, [])
  return left > 1 && left < words.length
}

/** Returns the shorter titles that another source may use: the text before each subtitle, unless that shows another game. */
export function stemsOf(text: string): string[] {
  const letters = text.search(LETTERS)
  const last = lastWords(text)
  return [...text.matchAll(SEPARATOR)]
    .filter(({ index, 0: sign }) => {
      const after = index + sign.length
      return letters >= 0 && letters + LETTERS_LENGTH <= index && last.any >= after && last.anotherGame < after
    })
    .map(({ index }) => text.slice(0, index))
}
