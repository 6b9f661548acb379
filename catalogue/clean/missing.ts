const MISSING = new Set(['', 'n/a', 'nan', 'null', 'none', 'unknown', 'tba', 'tbc', 'tbd', '-', '--', '?'])
const LONGEST = 'unknown'.length

/** Whether a trimmed cell says that there is no value: empty, `N/A`, `TBA`, `tbd`, `Unknown` and the like. Not for titles. */
export const isMissing = (text: string): boolean => text.length <= LONGEST && MISSING.has(text.toLowerCase())
