const LONGEST_LINK = 2000

/** The text where it is an address of the web and nothing else that a browser would follow; else `undefined`. */
export const cleanLink = (text: string): string | undefined =>
  /^https?:\/\//i.test(text) && URL.canParse(text) && text.length <= LONGEST_LINK ? text : undefined
