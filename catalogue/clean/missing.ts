/** Signs of databases, spreadsheets and programs for no value, which are never a name: `\N` of MySQL, `<NA>` of pandas. */
const WRITTEN_BY_MACHINES = [
  ...['\\n', '<na>', '<null>', '<none>', '<nan>', '(null)', '[null]', '{null}', '(none)', '#n/a', '#n/a n/a', '#na'],
  ...[
    '#null!',
    '#value!',
    '#ref!',
    '#div/0!',
    '#num!',
    '#name?',
    '#nv',
    '#wert!',
    '#bezug!',
    '#valeur!',
    '#valor!',
    '#error!',
  ],
  ...['-nan', '-1.#ind', '1.#qnan', '1.#inf', '@null', '@na'],
]

/** Words of people for no value, in the languages of spreadsheets. */
const WRITTEN_BY_PEOPLE = [
  ...[
    '',
    'n/a',
    'n.a.',
    'n. a.',
    'n.a',
    'n/d',
    'n.d.',
    'n. d.',
    'n/c',
    's/d',
    'k.a.',
    'k. a.',
    'k.a',
    'nan',
    'null',
    'none',
    'nil',
  ],
  ...[
    'unknown',
    'undefined',
    'not available',
    'not applicable',
    'unbekannt',
    'inconnu',
    'inconnue',
    'desconocido',
    'desconocida',
  ],
  ...['desconhecido', 'desconhecida', 'sconosciuto', 'sconosciuta', 'keine angabe', 'non disponible', 'no disponible'],
  ...['tba', 'tbc', 'tbd', '-', '--', '---', '–', '—', '?', '??', '???', '.', '..', '…', '...'],
]

const MACHINES = new Set(WRITTEN_BY_MACHINES)
const MISSING = new Set([...WRITTEN_BY_MACHINES, ...WRITTEN_BY_PEOPLE])
const MAX_CHARACTERS = Math.max(...[...MISSING].map((word) => word.length))

/** Texts that mean nothing where a number or a date is expected: `NA` of R, `NaT` of pandas, `missing` and `.a` of Stata. */
const NO_FIGURE = /^(?:na|nat|nd|missing|nichts|leer|vide|\.[a-z])$/i

/**
 * True if a trimmed cell is empty or says that there is no value: `N/A`, `TBA`, `<NA>`, `(null)`, `\N`, `n.a.`, `Unknown`. Not for
 * titles.
 */
export const isMissing = (text: string): boolean => text.length <= MAX_CHARACTERS && MISSING.has(text.toLowerCase())

/** True if a trimmed cell holds no number and no date: as `isMissing`, and `NA` and `NaT`, which could be names. */
export const isNoFigure = (text: string): boolean => isMissing(text) || NO_FIGURE.test(text)

/** True if a trimmed title or key is the sign of a program for nothing, or for a fault of a formula: `<NA>`, `\N`, `#NAME?`. */
export const isNoName = (text: string): boolean => text.length <= MAX_CHARACTERS && MACHINES.has(text.toLowerCase())
