/** Words that say what a company does or how large it is, and tell none from another of the same name. */
const GENERAL_WORDS = new Set(
  `companies company creations creative developer development developments digital distribution enterprises entertainment game games
  gaming group industries interactive international media multimedia production productions publisher publishing software studio studios
  team technologies technology`.split(/\s+/),
)

/** Words of a company that sells games in one part of the world. */
const REGION_WORDS = new Set(
  `america asia australia benelux brasil brazil canada china deutschland emea eu europe france germany iberica italia italy japan korea
  na of pacific spain uk us usa`.split(/\s+/),
)

/** A department by its number, after the words before it: `Group No. 2`, `EAD Group No. 2`, `Production Studio 4`. */
const DEPARTMENT = /^((?:[a-z]+-)*)(?:department|division|group|section|studio|team)(?:-no)?-\d{1,2}$/
/** Words before the name of a department: what it does, or initials. Any other word may be of another company (`Bandai Namco Studio 2`). */
const MOST_INITIALS = 3

const isEvery = (words: ReadonlySet<string>, slug: string): boolean => slug.split('-').every((word) => words.has(word))

/** True if a part of a company's slug says only what the company does: `games`, `digital-entertainment`. */
export const isGeneralPart = (part: string): boolean => isEvery(GENERAL_WORDS, part)

/** True if a part of a company's slug names a department by its number: `ead-group-no-2`. */
export function isDepartment(part: string): boolean {
  const found = DEPARTMENT.exec(part)
  if (!found) return false
  const [, before = ''] = found
  return before.split('-').every((word) => word.length <= MOST_INITIALS || isDepartmentWord(word))
}

const isDepartmentWord = (word: string): boolean => word === 'business' || GENERAL_WORDS.has(word)

const REGIONAL_WORDS = new Set([...GENERAL_WORDS, ...REGION_WORDS])

/**
 * True if a part of a company's slug says only where the company sells, or what it does: `of-europe`, `games-america`. `north` alone is a
 * studio's (Rockstar North).
 */
export const isRegionalPart = (part: string): boolean =>
  isEvery(REGIONAL_WORDS, part.replace('north-america', 'america'))

/** Returns a slug without the general words at its end: `rockstar` for `rockstar-games`. A slug of such words alone stays. */
export function withoutGeneralWords(slug: string): string {
  const words = slug.split('-')
  let end = words.length
  while (end > 1 && GENERAL_WORDS.has(words[end - 1] ?? '')) end--
  return words.slice(0, end).join('-')
}

/** Returns the beginnings of a slug that end before a hyphen, shortest first: `rockstar` for `rockstar-games`. */
export function beginningsOf(slug: string): string[] {
  const beginnings: string[] = []
  for (let end = slug.indexOf('-'); end > 0; end = slug.indexOf('-', end + 1)) beginnings.push(slug.slice(0, end))
  return beginnings
}
