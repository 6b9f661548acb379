import anyAscii from 'any-ascii'

/** Legal forms: they change with the country and the year, and never tell two companies apart. */
const LEGAL_FORMS = new Set(
  `ab ag as bv co corp corporation gmbh inc incorporated kg kk limited llc llp lp ltd nv oy oyj plc pte pty sa sarl
  sas spa srl sro`.split(/\s+/),
)

/** An index entry of Postgres has a longest length, and a name of pictures is spelt out in ten times its own. */
const LONGEST = 300

const PLAIN = /^[\x20-\x7e]*$/
const ACRONYM = /\b(?:[a-z]\.){2,}/g
const PORT_NOTE = /\((?:mac|linux|windows|pc)[^)]*\)/g
const WORDS = /[a-z0-9]+/g

/** A name in lower-case ASCII, apostrophes and dots of acronyms gone. */
function folded(name: string): string {
  const text = (PLAIN.test(name) ? name : anyAscii(name.normalize('NFKC'))).toLowerCase().replaceAll("'", '')
  const joined = text.includes('.') ? text.replace(ACRONYM, (dotted) => dotted.replaceAll('.', '')) : text
  return joined.includes('(') ? joined.replace(PORT_NOTE, '') : joined
}

/**
 * What the spellings of one company's name have in common: `Nintendo Co., Ltd.` is `nintendo`.
 *
 * Case, punctuation, legal forms at the end and notes like `(Mac)` do not count. Empty for a name without letters.
 */
export function companySlug(name: string): string {
  const words = folded(name).match(WORDS) ?? []
  let end = words.length
  while (end > 1 && LEGAL_FORMS.has(words[end - 1] ?? '')) end--
  return words.slice(0, end).join('-').slice(0, LONGEST)
}
