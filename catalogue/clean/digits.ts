/** The digit 0 of the scripts that lists write numbers and dates in: Arabic, Persian, Devanagari, Bengali, Thai, and wide Latin. */
const ZEROS = ['٠', '۰', '०', '০', '๐', '０']
const DIGITS = new Map(
  ZEROS.flatMap((zero) => Array.from({ length: 10 }, (_, value) => [later(zero, value), String(value)])),
)
/** The signs of Arabic numbers: of decimals, and of thousands, for which an apostrophe stands. */
const SIGNS = new Map([
  ['٫', '.'],
  ['٬', "'"],
])
const FOREIGN = /[٠-٩٫٬۰-۹०-९০-৯๐-๙０-９]/g

function later(zero: string, value: number): string {
  return String.fromCharCode(zero.charCodeAt(0) + value)
}

/** Returns the text with the digits of other scripts as `0` to `9`: `٢٠٠٦` and `２００６` are `2006`. */
export const withPlainDigits = (text: string): string =>
  text.replace(FOREIGN, (sign) => DIGITS.get(sign) ?? SIGNS.get(sign) ?? sign)

const FRACTIONS: Record<string, string> = { '¼': '.25', '½': '.5', '¾': '.75' }

/** Returns the text with `4½` as `4.5`, and without raised digits, which number footnotes: `1500¹` is `1500`. */
export const withPlainFractions = (text: string): string =>
  text.replace(/ ?([¼½¾])/g, (_, sign: string) => FRACTIONS[sign] ?? sign).replace(RAISED, '')

const RAISED = /[\u00b2\u00b3\u00b9\u2070-\u2079]/g

/** True if a text has a raised digit: of a footnote, or of a power. */
export const hasRaisedDigit = (text: string): boolean => text.search(RAISED) >= 0
