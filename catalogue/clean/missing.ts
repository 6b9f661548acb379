const MISSING = new Set(['', 'n/a', 'nan', 'null', 'none', 'unknown', 'tba', 'tbc', 'tbd', '-', '--', '?'])
const MAX_CHARACTERS = 'unknown'.length

/** True if a trimmed cell is empty or says that there is no value: `N/A`, `TBA`, `tbd`, `Unknown`. Not for titles. */
export const isMissing = (text: string): boolean => text.length <= MAX_CHARACTERS && MISSING.has(text.toLowerCase())
