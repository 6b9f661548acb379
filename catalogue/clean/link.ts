const LONGEST_LINK = 2000

/** Returns the text if it is an http or https URL of at most 2,000 characters; otherwise `undefined`. */
export const cleanLink = (text: string): string | undefined =>
  /^https?:\/\//i.test(text) && URL.canParse(text) && text.length <= LONGEST_LINK ? text : undefined
