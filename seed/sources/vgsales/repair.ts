import { parseNumber } from '#catalogue/clean/number'
import { platformOfCode } from './platform-codes'

const COLUMNS = 16
const GENRES = new Set(
  ['Action', 'Adventure', 'Fighting', 'Misc', 'Platform', 'Puzzle'].concat([
    ...['Racing', 'Role-Playing', 'Shooter', 'Simulation', 'Sports', 'Strategy'],
  ]),
)
const YEAR = /^(?:\d{4}|N\/A)$/
const RATING = /^(?:[A-Z][A-Z0-9+-]*)?;?$/

/**
 * Repairs a row of `metacritic-2016` that was cut at every comma because its quotes were lost (the copy with trailing
 * semicolons), or that is quoted as one single cell.
 *
 * Platform, year and genre are neighbours, and so are five sales and four scores: they show where the name ends and where
 * publisher and developer are. Returns `undefined` unless exactly one reading of the row fits.
 */
export function repairVgsales(cells: string[], _text: string, columns: readonly string[]): string[] | undefined {
  if (columns.length !== COLUMNS || columns[2] !== 'Year_of_Release') return undefined
  const pieces = cells.length === 1 ? (cells[0] ?? '').split(',') : cells
  if (pieces.length < COLUMNS || pieces.length > COLUMNS * 2) return undefined
  const readings = readingsOf(pieces)
  return readings.length === 1 ? readings[0] : undefined
}

function readingsOf(pieces: readonly string[]): string[][] {
  const readings: string[][] = []
  for (let platform = 1; platform < pieces.length; platform++) {
    if (!isPlace(pieces, platform)) continue
    for (let sales = platform + 4; sales + 10 < pieces.length; sales++) {
      if (areFigures(pieces, sales)) readings.push(joined(pieces, platform, sales))
    }
  }
  return readings
}

function isPlace(pieces: readonly string[], at: number): boolean {
  const [platform = '', year = '', genre = ''] = pieces.slice(at, at + 3)
  return platformOfCode(platform) !== undefined && YEAR.test(year) && GENRES.has(genre)
}

/** True if five sales begin at `at`, followed by four scores or empty cells, and the row ends with a rating. */
function areFigures(pieces: readonly string[], at: number): boolean {
  const sales = pieces.slice(at, at + 5).every((piece) => piece !== '' && parseNumber(piece, 'either').ok)
  const scores = pieces.slice(at + 5, at + 9).every((piece) => parseNumber(piece, 'either').ok)
  return sales && scores && RATING.test(pieces.at(-1) ?? '')
}

const joined = (pieces: readonly string[], platform: number, sales: number): string[] => [
  unquoted(pieces.slice(0, platform)),
  ...pieces.slice(platform, platform + 3),
  unquoted(pieces.slice(platform + 3, sales)),
  ...pieces.slice(sales, sales + 9),
  unquoted(pieces.slice(sales + 9, -1)),
  pieces.at(-1) ?? '',
]

const unquoted = (pieces: readonly string[]): string => pieces.join(',').replace(/^"(.*)"$/, '$1')
