/** Tries to make whole what has the wrong number of cells; `undefined` when it cannot. */
export type Repair = (cells: string[], text: string, columns: string[]) => string[] | undefined
