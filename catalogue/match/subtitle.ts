import { editionNamed, takeEditions } from './editions'

/** Separator of title and subtitle in a folded title. */
const SEPARATOR = /\s*:+\s*(?!\d)|\s+[-~|/]+\s+|\s*--+\s*/g

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

/** Yields the text before and after each separator of a title. */
function* splitsOf(text: string): Generator<{ before: string; after: string }> {
  for (const { index, 0: sign } of text.matchAll(SEPARATOR))
    yield { before: text.slice(0, index), after: text.slice(index + sign.length) }
}

/**
 * Removes the last subtitle of a folded title if it is an edition, which is added to `editions` (`darkest edition`), or only
 * says that this is a game.
 *
 * An edition with a digit stays, since it names the game of another year. A phrase of a subtitle and an edition (`original sin
 * enhanced edition`) stays too: `takeEditions` finds its edition.
 */
export function takeRemarks(text: string, editions: string[]): string {
  const last = [...splitsOf(text)].at(-1)
  if (!last || !LETTERS.test(last.before)) return text
  if (ONLY_A_GAME.test(last.after)) return last.before
  if (!isEdition(last.after)) return text
  editions.push(editionNamed(last.after))
  return last.before
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
  const stems: string[] = []
  for (const { before, after } of splitsOf(text)) {
    const words = after.match(/[a-z0-9]+/g) ?? []
    if (LETTERS.test(before) && words.length > 0 && !words.some((word) => ANOTHER_GAME.has(word))) stems.push(before)
  }
  return stems
}
