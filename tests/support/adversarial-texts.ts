/** An input that is as long as asked, and its name for a message. */
export type Adversarial = { name: string; make: (size: number) => string }

/**
 * Pieces whose repetition makes a pattern try again at every position, or makes a parser open something and never close it.
 */
const FRAGMENTS = [
  ...['<!--', '<script>', '<a ', '<', '</', '&', '&#', '(', '[', '[[', '{{', '(pc', '(sales', '(ab) ', '(2016)', '("'],
  ...[
    ' ',
    '  a',
    '\n',
    '\r\n',
    '\u00a0',
    'a',
    'A',
    'é',
    'a ',
    'aA',
    'a, ',
    'a, a, a',
    'a.',
    'A.a',
    's. a. ',
    "a'",
    'the ',
    'edition ',
  ],
  ...[
    '0',
    '1,',
    '1.',
    '1,234',
    '2016 ',
    '-',
    '- ',
    ' - ',
    '_',
    '+',
    'a+',
    '%',
    ',',
    ', ',
    ';',
    ': ',
    '::',
    '/',
    ' / ',
    'a://',
    '|',
    '=',
  ],
  ...[
    '"',
    '""',
    '"a',
    '"a"',
    '"\\',
    '\\',
    '\\u',
    "'",
    "''",
    "e'",
    '`',
    '$',
    '$$',
    '$a$',
    '/*',
    '/*-',
    '-- ',
    '"a":',
    '"a":[',
    '[{',
    '"\n',
    '\n"',
    ',"',
    '"a\n',
  ],
  ...[
    'YY',
    'YYYY',
    'Ã©',
    'Ì',
    '\ufffd',
    'e\u0301',
    '\u0301',
    '\u202e',
    '\0',
    '🎮',
    '東',
    'ﷺ',
    'inc, ',
    'Co., Ltd., ',
    'mac',
    'sp. z o. o. ',
  ],
  ...['(playstation vita ', 'playstation vita ', 'Español\n', 'game ', 'vi'],
]

/** Characters of which one run is put before a run of another: a pattern with two neighbouring repetitions tries every cut. */
const RUNS = ['a', ' ', '1', '-', '(', '"', ',', '\\']

/** Fragments that are also repeated from the first character on: a pattern may begin at the start of the text only. */
const AT_START = ['a', 'a ', '1', '1,', '-', '- ', '"', '(', "e'", 'A.a', 'YYYY', 'inc, ', 'mac', '%', 'é', '🎮']

/** Phrases that are repeated in one pair of brackets. */
const IN_BRACKETS = ['playstation vita ', 'mac, ', 'sales ', 'a ']

const repeated = (fragment: string, size: number): string => fragment.repeat(Math.ceil(size / fragment.length))

const named = (name: string, make: Adversarial['make']): Adversarial => ({ name, make })

/** Every adversarial text: each fragment repeated, and every pair of runs. */
export const ADVERSARIAL_TEXTS: readonly Adversarial[] = [
  // Something visible at both ends: trimming leaves the text as it is, and a pattern that wants the end does not match.
  ...FRAGMENTS.map((each) => named(`${JSON.stringify(each)} repeated`, (size) => `a${repeated(each, size)}!`)),
  ...AT_START.map((each) => named(`${JSON.stringify(each)} from the start`, (size) => `${repeated(each, size)}!`)),
  ...IN_BRACKETS.map((each) => named(`${JSON.stringify(each)} in brackets`, (size) => `a (${repeated(each, size)}!)`)),
  ...RUNS.flatMap((one) =>
    RUNS.filter((other) => other !== one).map((other) =>
      named(
        `runs of ${JSON.stringify(one)} and ${JSON.stringify(other)}`,
        (size) => `[a${repeated(one, size / 2)}${repeated(other, size / 2)}é1]`,
      ),
    ),
  ),
]
