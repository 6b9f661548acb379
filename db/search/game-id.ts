const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** True if a text is the id of a game as we store it: a UUID in small letters. */
export const isStoredGameId = (text: string): boolean => UUID.test(text)
