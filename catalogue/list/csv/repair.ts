/** Repairs a CSV row that has the wrong number of cells; `undefined` if it cannot. `text` is the raw text of the row. */
export type Repair = (cells: string[], text: string, columns: string[]) => string[] | undefined
