const MAX_LINK_CHARACTERS = 2000

/** Returns the text if it is an http or https URL of at most 2,000 characters; otherwise `undefined`. */
export const cleanLink = (text: string): string | undefined =>
  /^https?:\/\//i.test(text) && URL.canParse(text) && text.length <= MAX_LINK_CHARACTERS ? text : undefined
