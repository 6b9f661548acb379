import { editionNamed, takeEditions } from './editions'

/** What parts a title from its subtitle, in a folded title. */
const SEPARATOR = /\s*:+\s*(?!\d)|\s+[-~|/]+\s+|\s*--+\s*/g

/** A subtitle that says no more than that it is a game: licensed games have it in some lists and not in others. */
const ONLY_A_GAME = /^(?:the )?(?:official )?(?:video ?)?game$/

/** Words of a subtitle that name a part, an addition or another form of a work, never a fuller name of it. */
const ANOTHER_WORK = new Set(
  `2d 3d add addon advance anthology artbook beta book bundle chapter collection compilation demo disc dlc editor episode
  episodes expansion free go jr junior kit lite map maps mini mission missions mobile online origins ost pack part pass pinball plus
  pocket portable prelude prologue puzzle remake season sequel server solitaire soundtrack tactics test trial trilogy tycoon
  vol volume vr zero`.split(/\s+/),
)

/** An edition has a short name; before a longer one stands a subtitle. */
const LONGEST_EDITION = 3

const LETTERS = /[a-z]{3}/

/** Where the separators of a title stand. */
function* splitsOf(text: string): Generator<{ before: string; after: string }> {
  for (const { index, 0: sign } of text.matchAll(SEPARATOR))
    yield { before: text.slice(0, index), after: text.slice(index + sign.length) }
}

/**
 * Takes off a folded title a subtitle that does not belong to its name: an edition (`darkest edition` is filed in
 * `editions`), or the remark that this is the game.
 *
 * An edition with a number in it is another year's game, and stays. One that stands behind a subtitle is left to the words.
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
  phrase.split(' ').length <= LONGEST_EDITION &&
  !isNameWithEdition(phrase)

/** Whether an edition that is known stands behind words of a name: `original sin enhanced edition`. */
function isNameWithEdition(phrase: string): boolean {
  const words = ['', ...phrase.split(' ')]
  const left = takeEditions(words, [])
  return left > 1 && left < words.length
}

/** The shorter names a folded title could have in another list: all before each of its subtitles. */
export function stemsOf(text: string): string[] {
  const stems: string[] = []
  for (const { before, after } of splitsOf(text)) {
    const words = after.match(/[a-z0-9]+/g) ?? []
    if (LETTERS.test(before) && words.length > 0 && !words.some((word) => ANOTHER_WORK.has(word))) stems.push(before)
  }
  return stems
}
