const QUOTE = '"'

/** Returns the text of a CSV row with the cells at some positions emptied; `undefined` if it does not have so many cells. */
export function withoutCells(
  text: string,
  { delimiter, columns }: { delimiter: string; columns: number },
  isDropped: (at: number) => boolean,
): string | undefined {
  const cells = cellsIn(text, delimiter)
  if (cells.length !== columns) return undefined
  return cells.map((cell, at) => (isDropped(at) ? '' : cell)).join(delimiter)
}

/** Returns the cells of a row as they are written, with their quotes. */
function cellsIn(text: string, delimiter: string): string[] {
  const cells: string[] = []
  for (let at = 0; ; ) {
    const end = text[at] === QUOTE ? afterQuotes(text, at) : at
    const next = text.indexOf(delimiter, end)
    if (next < 0) return [...cells, text.slice(at)]
    cells.push(text.slice(at, next))
    at = next + delimiter.length
  }
}

/** Returns the position after the quote that closes a cell; the end of the text if none does. */
function afterQuotes(text: string, from: number): number {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf(QUOTE, at)
    if (at < 0) return text.length
    if (text[at + 1] !== QUOTE) return at + 1
  }
}
