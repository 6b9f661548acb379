import { LONGEST_NAME } from '#catalogue/limits'
import { editionNamed } from './editions'

const BRACKETED = /[([]([^()[\]]*)[)\]]/g
const REGION =
  'usa?|na|north america|eu|europe|uk|jpn?|jap|japan|asia|korea|kr|au|australia|world|worldwide|pal|ntsc(?:-[juk])?|import'
const PLATFORM = [
  'pc|windows|mac|macintosh|linux|dos|steam|gog|epic|arcade|mobile|wireless|ios|iphone|ipad|ipod|android|vr',
  'ps ?[1-5x]|playstation(?: ?[1-5])?|psx|psp|psn|ps ?vita|playstation vita|(?<!playstation )vita|ps mobile',
  'xbox(?: 360| one| series [xs])?|x360|xbla|n64|nintendo 64|nes|snes|super nes|gamecube|gc|wii(?: ?u)?|switch|wiiware',
  '(?:nintendo )?(?:3ds|dsi?)|dsiware|virtual console|game ?boy(?: advance| color)?|gb[ac]?',
  'genesis|mega drive|saturn|dreamcast|game gear|neo ?geo|turbografx(?:-16)?|amiga|atari(?: ?\\d+)?|3do|n-gage',
].join('|')
// Every text must be one sequence of tags only: two ways for each of n tags are 2^n ways for all.
const TAG = `(?:${REGION}|${PLATFORM})`
const TAGS = new RegExp(`^${TAG}(?:[\\s,/&]+${TAG})*(?: version)?$`)
const PACKAGE = /\b(?:edition|version|series|kit|only|bundle)$|^(?:game (?:&|and)|complete |with |w\/)/
const PLAIN_EDITION = /^(?:classic|original|legacy|remastered|hd)$/
const YEAR = /^(?:19[7-9]\d|20[0-4]\d)$/
const SALES = /\bsales$/

/** A title taken apart: `rest` without the brackets that hold tags, and the editions and the year that these named. */
export type Bracketed = { rest: string; editions: string[]; year: number | undefined }

/** Adds what a bracketed phrase names to `into`. Returns `false` for an ordinary part of the title. */
function takePhrase(phrase: string, into: Bracketed): boolean {
  if (YEAR.test(phrase)) into.year = Number(phrase)
  else if (PLAIN_EDITION.test(phrase) || PACKAGE.test(phrase)) into.editions.push(editionNamed(phrase))
  else return (phrase.length <= LONGEST_NAME && TAGS.test(phrase)) || SALES.test(phrase)
  return true
}

/** Takes the phrases of one bracket: `(Classic, 2005)` has two. Returns `false` unless all of them are tags. */
function takePhrases(content: string, into: Bracketed): boolean {
  if (takePhrase(content, into)) return true
  const phrases = content.split(', ')
  const taken: Bracketed = { rest: '', editions: [], year: into.year }
  if (phrases.length === 1 || !phrases.every((phrase) => takePhrase(phrase, taken))) return false
  into.editions.push(...taken.editions)
  into.year = taken.year
  return true
}

/**
 * Removes brackets that hold a region, a platform, an edition or a year from a folded title. The text of other brackets
 * stays, after a dash.
 *
 * A title that consists of such brackets only is returned unchanged.
 */
export function takeBrackets(text: string): Bracketed {
  const taken: Bracketed = { rest: text, editions: [], year: undefined }
  if (!text.includes('(') && !text.includes('[')) return taken
  const rest = text.replace(BRACKETED, (_, content: string) =>
    takePhrases(content.trim(), taken) ? ' ' : ` - ${content} `,
  )
  return rest.trim() === '' ? { rest: text, editions: [], year: undefined } : { ...taken, rest }
}
