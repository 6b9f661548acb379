import anyAscii from 'any-ascii'
import type { CatalogueRecord } from '#catalogue/record'
import { currentSlug, lettersOfSlug } from '#catalogue/vocabulary/companies'

/** Words of cells that name no company: `4-Aug`, which a spreadsheet made of `8-4`, addresses, and words for an unknown company. */
const NO_COMPANY =
  /^(?:\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{1,2}|https?-.+|www-.+|unknown(?:-(?:developer|publisher|company))?)$/

/** Legal forms. They change with country and year and do not distinguish companies. */
const LEGAL_FORMS = new Set(
  `ab ag aps as bv co corp corporation doo gmbh inc incorporated kft kg kk lda limited llc llp lp ltd ltda nv oy oyj
  plc pte pty sa sarl sas sl slu spa srl sro ug`.split(/\s+/),
)

/** An index entry of Postgres is limited, and a name of emoji grows tenfold when spelt out. */
const MAX_SLUG_CHARACTERS = 300

const PLAIN = /^[\x20-\x7e]*$/
const ACRONYM = /\b(?:[a-z]\.){2,}/g
const SPACED_FORM = /\b(?:s\. a\.|s\. l\.|b\. v\.|k\. k\.|s\. r\. ?l\.)(?=\s*$)/
const POLISH_FORM = /\bsp\.? ?z\.? ?o\.? ?o\.?(?=\s*$)/
/**
 * Notes in brackets: the ports a company worked on, and IGDB's mark for a company that no longer exists. No name has more than 300
 * characters (`LONGEST_NAME`).
 */
const NOTE = /\((?:(?:mac|linux|windows|pc)[^)]{0,300}|archive)\)/g
/** A note about a computer for which a game is seldom made first. */
const PORT_NOTE = /\((?:mac|linux)\b[^)]{0,300}\)/i
const CLOSING_INITIALS = /\(([a-z]{2,6})\)\s*$/
const WORDS = /[a-z0-9]+/g

/** Returns a name in lower-case ASCII without apostrophes, dots of acronyms and notes in brackets. */
function folded(name: string): string {
  const text = (PLAIN.test(name) ? name : anyAscii(name.normalize('NFKC'))).toLowerCase().replaceAll("'", '')
  const joined = text.includes('.') ? joinForms(text) : text
  return joined.includes('(') ? withoutInitials(joined.replace(NOTE, '')) : joined
}

const joinForms = (text: string): string =>
  text
    .replace(POLISH_FORM, '')
    .replace(SPACED_FORM, (form) => form.replaceAll(/[. ]/g, ''))
    .replace(ACRONYM, (dotted) => dotted.replaceAll('.', ''))

/** Removes initials in brackets that repeat the name: `Sony Computer Entertainment Inc. (SCEI)`. */
function withoutInitials(text: string): string {
  const found = CLOSING_INITIALS.exec(text)
  if (!found) return text
  const name = text.slice(0, found.index)
  const initials = (name.match(WORDS) ?? []).map((word) => word.charAt(0)).join('')
  return initials.startsWith(found[1] ?? '') ? name : text
}

/**
 * Returns a slug that all spellings of a company's name share: `Nintendo Co., Ltd.` is `nintendo`. A renamed company has the
 * slug of its current name.
 *
 * Ignores case, punctuation, legal forms at the end, the article of `The Creative Assembly` and notes like `(Mac)`. Empty for
 * a name without letters, for what is no company (`4-Aug`, an address, `Unknown`), and for a legal form alone, which is left over
 * when a list of companies is split at its commas.
 */
export function companySlug(name: string): string {
  const words = folded(name).match(WORDS) ?? []
  let end = words.length
  while (end > 0 && LEGAL_FORMS.has(words[end - 1] ?? '')) end--
  // Before a single word the article is kept: The Balance is not Balance.
  const start = words[0] === 'the' && end > 2 ? 1 : 0
  const slug = words.slice(start, end).join('-').slice(0, MAX_SLUG_CHARACTERS)
  return NO_COMPANY.test(slug) ? '' : currentSlug(slug)
}

/**
 * Returns the identity of a company, which all spellings of its name share, also those that differ in spaces: `B.B. Studio` and
 * `BBStudio`. Empty as `companySlug`. The slug of a company has the key of the company.
 */
export const companyKey = (name: string): string => lettersOfSlug(companySlug(name))

/** True if a name has a note which says that the company made a port: `Aspyr (Mac)`. */
export const isPortNote = (name: string): boolean => name.includes('(') && PORT_NOTE.test(name)

/** Returns every company that a record names, in any role or none, as it is spelt there. */
export const namedCompanies = ({ developers = [], publishers = [], companies = [] }: CatalogueRecord): string[] => [
  ...developers,
  ...publishers,
  ...companies,
]
