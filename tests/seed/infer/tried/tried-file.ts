/** A file as a program or a person writes it, loaded as a stranger does: with the draft of `seed infer`, as it is. */
export type TriedFile = {
  /** Who writes so; the same text is in docs/lists-tried.md. */
  habit: string
  file: string
  content: string | Uint8Array
  /** Records (some of their fields) and codes of refused ones in the order of the file, or a part of the message if none is read. */
  outcome: readonly unknown[] | string
  /** A part of what the draft says that a person has to check, where the outcome depends on it. */
  asks?: string
}

/** Returns a file of these lines; of its name only the ending counts. */
export const tried = (
  habit: string,
  lines: readonly string[] | Uint8Array,
  outcome: TriedFile['outcome'],
  more: { asks?: string; file?: string } = {},
): TriedFile => ({
  habit,
  file: more.file ?? 'list.csv',
  content: lines instanceof Uint8Array ? lines : `${lines.join('\n')}\n`,
  outcome,
  ...(more.asks !== undefined && { asks: more.asks }),
})

/** Returns a day of release. */
export const onDay = (date: string) => ({ released: { date, precision: 'day' } })
/** Returns a year of release. */
export const inYear = (year: number) => ({ released: { date: `${year}-01-01`, precision: 'year' } })
export const OKAMI = { title: 'Okami' }
export const ICO = { title: 'Ico' }
export const DOOM = { title: 'Doom' }

/** Returns the last cell of the row of a file in docs/lists-tried.md. */
export function outcomeText({ outcome, asks }: TriedFile): string {
  if (typeof outcome === 'string') return `refused: ${outcome}`
  const codes = [...new Set(outcome.filter((one) => typeof one === 'string'))]
  const refused = codes.map((code) => `\`${code}\``).join(', ')
  const rest = codes.length === 0 ? 'right' : `refused: ${refused}; the other records are right`
  const all = outcome.every((one) => typeof one === 'string') ? `refused: ${refused}` : rest
  return asks === undefined ? all : `asked: "${asks}"; ${all}`
}

/** Returns the lines of a JSON file. */
export const json = (value: unknown) => [JSON.stringify(value)]

/** Two games with their days of release. */
export const DAYS = [
  { ...OKAMI, ...onDay('2006-04-20') },
  { ...ICO, ...onDay('2001-09-24') },
]

/** The same with their years. */
export const YEARS = [
  { ...OKAMI, ...inYear(2006) },
  { ...ICO, ...inYear(2001) },
]

export const NO_HEADER = 'the first line seems to be a record and no header'

/** Returns releases on platforms. */
export const on = (...platforms: string[]) => ({ releases: platforms.map((platform) => ({ platform })) })

/** Returns a release on the PlayStation 2 with its day. */
export const ps2 = (date: string) => ({ ...onDay(date), releases: [{ platform: 'ps2', ...onDay(date) }] })

export const TSV = 'list.tsv'
