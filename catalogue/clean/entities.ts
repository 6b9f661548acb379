/** HTML entity names of the characters from U+00A0 to U+00FF, in order. */
const LATIN = `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil
Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute
Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`
const FIRST_LATIN = 0xa0

const OTHERS = `amp & lt < gt > quot " apos ' trade ™ hellip … bull • euro € ndash – mdash — lsquo ‘ rsquo ’ ldquo “ rdquo ” oelig œ
OElig Œ`

const NAMED = new Map([
  ...LATIN.split(/\s/).map((name, at) => [name, String.fromCodePoint(FIRST_LATIN + at)] as const),
  ...OTHERS.matchAll(/(\w+) (\S)/gu).map(([, name = '', sign = '']) => [name, sign] as const),
])
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,5}));/g
const LAST_CODE_POINT = 0x10ffff
const LINE_SPACES = new Set([0x09, 0x0a, 0x0d])
const windows1252 = new TextDecoder('windows-1252')

/** Decodes HTML entities, once. An ampersand that begins no known entity stays. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? entity
    return characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) ?? entity
  })
}

/** Returns the character of a numeric entity. 128 to 159 are read as Windows-1252, as browsers do: `&#151;` is a dash. */
function characterOf(codePoint: number): string | undefined {
  if (codePoint >= 0x80 && codePoint <= 0x9f) return windows1252.decode(Uint8Array.of(codePoint))
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff
  const isControl = codePoint < 0x20 && !LINE_SPACES.has(codePoint)
  return isControl || codePoint > LAST_CODE_POINT || isSurrogate ? undefined : String.fromCodePoint(codePoint)
}
