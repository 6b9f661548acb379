const number = new Intl.NumberFormat('en')

/** Writes a number as commands print it: `8,520`. */
export const printedNumber = (value: number): string => number.format(value)
