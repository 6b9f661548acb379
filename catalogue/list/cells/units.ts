/** Words after a number that multiply it, in the languages of spreadsheets, by what they stand for. */
const SIZES: Record<number, readonly string[]> = {
  1e3: ['k', 'tsd', 'tausend', 'thousand', 'thousands', 'mille', 'mila', 'tys', '千', '천', 'тыс'],
  1e4: ['万', '萬', '만'],
  1e5: ['lakh', 'lakhs', 'lac'],
  1e6: [
    ...['m', 'mm', 'mn', 'mio', 'mill', 'mln', 'million', 'millions', 'millionen', 'millón', 'millon', 'millones'],
    ...['milhão', 'milhao', 'milhões', 'milhoes', 'milione', 'milioni', 'miljoen', 'млн', '百万'],
  ],
  1e7: ['crore', 'crores', 'cr'],
  1e8: ['億', '亿', '억'],
  1e9: [
    ...['b', 'bn', 'billion', 'billions', 'mrd', 'md', 'mld', 'milliard', 'milliards', 'milliarde', 'milliarden'],
    ...['miliardo', 'miliardi', 'bilhão', 'bilhões', 'млрд'],
  ],
}

const SIZE_OF = new Map(Object.entries(SIZES).flatMap(([size, words]) => words.map((word) => [word, Number(size)])))

/** Regular expression of one of these words; the longest come first. */
export const UNIT = [...SIZE_OF.keys()].toSorted((a, b) => b.length - a.length).join('|')

/** Returns the factor of a word such as `Mio` or `k`; 1 for another. */
export const sizeOf = (word: string): number => SIZE_OF.get(word.toLowerCase()) ?? 1
