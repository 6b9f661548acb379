/** A function that reads a text of any length, under its exported name, called with that text. */
export type TextFunction = [name: string, call: (text: string) => unknown]

const PIECE_CHARACTERS = 16

/** Cuts a text into pieces of 16 characters, for functions that read many short texts. Every second one has a number of its own. */
export const piecesOf = (text: string): string[] =>
  Array.from({ length: text.length / PIECE_CHARACTERS }, (_, at) => {
    const piece = text.slice(at * PIECE_CHARACTERS, (at + 1) * PIECE_CHARACTERS)
    return at % 2 === 0 ? piece : `${piece}${at}`
  })

/** Returns the first eighth of a text, for functions that do much for every character. */
export const partOf = (text: string): string => text.slice(0, text.length / 8)
