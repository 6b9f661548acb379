const LATER_PARTS =
  /^(.{3,})(craft|field|front|lands?|watch|strike|punk|shock|world|fall|siders|borne|souls|hunter|grounds|bound|runner|storm)$/

/** Splits a compound into the two words that give its initials (`battlefield`: `battle`, `field`). Returns any other word as it is. */
export const compoundParts = (word: string): string[] => {
  const parts = LATER_PARTS.exec(word)
  return parts ? parts.slice(1, 3) : [word]
}
