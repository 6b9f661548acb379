import { type SQL, sql } from 'drizzle-orm'
import { REGIONS } from '#catalogue/vocabulary/region-list'
import { BIN_DIMENSIONS, type BinDimension, binNumberSql, binStart, isBinned } from './bins'

/** Members of games by which statistics can be grouped. */
export const STATS_DIMENSIONS = [
  'year',
  'platform',
  'family',
  'genre',
  'company',
  'source',
  'region',
  ...BIN_DIMENSIONS,
] as const
export type Dimension = (typeof STATS_DIMENSIONS)[number]

/** A dimension of a statement, by its position there. */
export type Placed = { dimension: Dimension; at: number }

/** Columns of `game` with the words that dimensions are made of. */
export const arraysOf = (placed: readonly Placed[]): string[] => [
  ...new Set(
    placed.flatMap(({ dimension }) => {
      if (dimension === 'year' || dimension === 'region' || isBinned(dimension)) return []
      return WORDS[dimension === 'family' ? 'platform' : dimension].column
    }),
  ),
]

/** Families of platforms in order, and the position of each platform's family in it, from 1, by id; 0 without a family. */
export type Families = { names: readonly string[]; ofPlatforms: readonly number[] }

type Sql = (at: number, families: Families) => SQL

/** Columns of `game` with the words of a game, and the table of the words. */
const WORDS = {
  platform: { column: 'platform_ids', table: 'platform' },
  genre: { column: 'genre_ids', table: 'genre' },
  company: { column: 'company_ids', table: 'company' },
  source: { column: 'source_ids', table: 'source' },
} as const

/** Returns the families of platforms as an array: written out, because a parameter would be read again for every game. */
const arrayOf = ({ ofPlatforms }: Families) => sql.raw(`array[${ofPlatforms.map(Math.trunc).join()}]`)

const name = (letter: string, at: number) => sql.raw(`${letter}${at}`)

const wordsJoin =
  (column: string): Sql =>
  (at) =>
    sql`left join lateral unnest(game.${sql.raw(column)}) as ${name('d', at)} (id) on true`

/** A game on several platforms of one family counts once in it. */
const familiesJoin: Sql = (at, families) =>
  sql`left join lateral (select distinct (${arrayOf(families)})[u + 1] as id
    from unnest(game.platform_ids) u) ${name('d', at)} on true`

const REGION_SLUGS = REGIONS.map(({ slug }) => slug)
const REGION_ARRAY = sql.raw(`array['${REGION_SLUGS.join("','")}']`)

/** A game with several releases in a region counts once in it. Regions that the vocabulary lacks, and the whole world, are none. */
const regionsJoin: Sql = (at) =>
  sql`left join lateral (select distinct array_position(${REGION_ARRAY}, word) as id
    from release, unnest(string_to_array(release.region, '+')) word
    where release.game_id = game.game_id and word = any (${REGION_ARRAY})) ${name('d', at)} on true`

const noJoin: Sql = () => sql``

/** Joins that make a row for each value of a dimension that a game has. A value of which a game has one needs none. */
const JOINS: Record<Dimension, Sql> = {
  year: noJoin,
  platform: wordsJoin(WORDS.platform.column),
  family: familiesJoin,
  genre: wordsJoin(WORDS.genre.column),
  company: wordsJoin(WORDS.company.column),
  source: wordsJoin(WORDS.source.column),
  region: regionsJoin,
  critics: noJoin,
  users: noJoin,
  sales: noJoin,
}

/** Returns the join that makes a row for each value of a dimension. A game without one has one row. */
export const dimensionJoin = ({ dimension, at }: Placed, families: Families): SQL => JOINS[dimension](at, families)

/** Returns the number of a value of a dimension: an id, the year plus one, the position of a family, region or bin; 0 without a value. */
function numberSql({ dimension, at }: Placed): SQL {
  if (isBinned(dimension)) return binNumberSql(dimension)
  return dimension === 'year' ? sql`coalesce(game.year + 1, 0)` : sql`coalesce(${name('d', at)}.id::integer, 0)`
}

/** Returns the key of a cell: the numbers of its values in one integer, which sorts and groups faster than two. */
export function keySql([first, second]: readonly Placed[]): SQL {
  if (!first) return sql`0::bigint`
  return second ? sql`(${numberSql(first)}::bigint << 32) + ${numberSql(second)}` : sql`${numberSql(first)}::bigint`
}

/** Returns the number of a value in a key `cell.k` of as many dimensions as are placed. */
const partOf = ({ at }: Placed, dimensions: number): SQL =>
  at === dimensions - 1 ? sql`(cell.k & 4294967295)` : sql`(cell.k >> 32)`

/** True for a dimension whose values are numbers and no words of a table. */
const isNumbered = (dimension: Dimension): dimension is 'year' | 'family' | 'region' | BinDimension =>
  dimension === 'year' || dimension === 'family' || dimension === 'region' || isBinned(dimension)

/** Returns the join of the table with the words of a dimension, as `w0` or `w1`. */
export function labelJoin(placed: Placed, dimensions: number): SQL {
  const { dimension, at } = placed
  if (isNumbered(dimension)) return sql``
  return sql`left join ${sql.raw(WORDS[dimension].table)} ${name('w', at)} on ${name('w', at)}.id = ${partOf(placed, dimensions)}`
}

/** Returns the value of a dimension that cells are sorted by: the slug of a word, else its number; null without a value. */
export const labelSql = (placed: Placed, dimensions: number): SQL =>
  isNumbered(placed.dimension)
    ? sql`nullif(${partOf(placed, dimensions)}, 0)::integer`
    : sql`${name('w', placed.at)}.slug`

/** Returns the value of a dimension as it is shown, from the value of `labelSql`. */
export function shownValue(dimension: Dimension, label: number | string | null, { names }: Families) {
  if (typeof label !== 'number') return label
  if (isBinned(dimension)) return binStart(dimension, label)
  if (dimension === 'region') return REGION_SLUGS[label - 1] ?? null
  return dimension === 'year' ? label - 1 : (names[label - 1] ?? null)
}

/**
 * Returns the join of the copies sold as `sold`, for dimensions of platforms: those of the releases on the platform or family of the
 * row. Regions are left out where a platform has a worldwide figure, as in the total of a game.
 */
export function salesJoin(placed: readonly Placed[], families: Families): SQL | undefined {
  const of = placed.find(({ dimension }) => dimension === 'platform' || dimension === 'family')
  if (!of) return undefined
  const key = of.dimension === 'platform' ? sql`platform_id` : sql`(${arrayOf(families)})[platform_id + 1]`
  return sql`left join (
    select game_id, ${key} as id, sum(copies) as copies from (
      select game_id, platform_id, coalesce(sum(sales_copies) filter (where region = ''), sum(sales_copies)) as copies
      from release where sales_copies is not null group by game_id, platform_id
    ) of_platform group by 1, 2
  ) sold on sold.game_id = game.game_id and sold.id = ${name('d', of.at)}.id`
}
