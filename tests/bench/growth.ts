import { sql } from 'drizzle-orm'
import { type GamePosition, SORTS, type Sort } from '#db/game/order'
import { pageOfGames, positionOf } from '#db/game/page'
import { openPostgres } from '#db/postgres/server'
import { type Db, rowsOf } from '#db/stores'
import { type AskedLists, criteriaIn, platformLists } from '#tests/support/criteria'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { connectLogged } from '#tests/support/logged-database'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { median, type Ratio, timed } from './measure'

const SMALL = 100_000
const LARGE = 1_000_000
/** Executions before measuring: from the sixth on Postgres may use a plan without the values. */
const WARM_UP = 8
const ROUNDS = 25
/** Games before page 10,000. */
const DEEP = 199_980

type Catalogue = { db: Db; criteria: Awaited<ReturnType<typeof criteriaIn>>; platform: (slug: string) => number }

const ASKED: Record<string, (catalogue: Catalogue) => AskedLists> = {
  'no filter': () => ({}),
  'platform=pc': ({ platform }) => ({ groups: [[platform('pc')]] }),
  'platform=ps2': ({ platform }) => ({ groups: [[platform('ps2')]] }),
  'platform=ps2,nes': ({ platform }) => ({ groups: [[platform('ps2'), platform('nes')]] }),
  'years 1990 to 1999': () => ({ years: { from: 1990, to: 1999 } }),
  'scoreMin=90': () => ({ score: 90 }),
  'platform=ps2, years 2003 to 2004': ({ platform }) => ({
    groups: [[platform('ps2')]],
    years: { from: 2003, to: 2004 },
  }),
  'platform=pc, platformAll=mac': ({ platform }) => ({ groups: [[platform('pc')], [platform('mac')]] }),
  'platform=ps2, platformAll=switch (no game)': ({ platform }) => ({
    groups: [[platform('ps2')], [platform('switch')]],
  }),
}

/** Compares lists of 1,000,000 generated games with lists of 100,000, and page 10,000 with page 1. */
export async function benchGrowth(server: string): Promise<Ratio[]> {
  const urls = [await createBareDatabase(server), await createBareDatabase(server)] as const
  try {
    await Promise.all([fill(urls[0], SMALL), fill(urls[1], LARGE)])
    return await measureGrowth(...urls)
  } finally {
    for (const url of urls) await dropDatabase(server, url)
  }
}

async function fill(url: string, games: number): Promise<void> {
  await using database = await openPostgres(url)
  await database.migrations.migrate()
  await generateCatalogue(database, games)
}

/** Measures two catalogues that are filled already, the smaller first. */
export async function measureGrowth(smallUrl: string, largeUrl: string): Promise<Ratio[]> {
  await using smallLogged = connectLogged(smallUrl)
  await using largeLogged = connectLogged(largeUrl)
  const [small, large] = [await openCatalogue(smallLogged.db), await openCatalogue(largeLogged.db)]
  const ratios: Ratio[] = []
  for (const [what, asked] of Object.entries(ASKED))
    for (const sort of SORTS) {
      const [under, over] = await compare(page(small, asked, sort), page(large, asked, sort))
      ratios.push({
        what: `${what}, ${sort}: 1,000,000 games to 100,000`,
        value: over / under,
        target: 'at most 2',
        detail: `${over.toFixed(2)} ms`,
      })
    }
  for (const sort of SORTS) {
    const deep = await positionAfter(large, sort)
    const [first, later] = await compare(
      page(large, () => ({}), sort),
      page(large, () => ({}), sort, deep),
    )
    ratios.push({
      what: `${sort}: page 10,000 to page 1`,
      value: later / first,
      target: 'at most 1.2',
      detail: `${later.toFixed(2)} ms`,
    })
  }
  return ratios
}

const openCatalogue = async (db: Db): Promise<Catalogue> => ({
  db,
  criteria: await criteriaIn(db),
  platform: await platformLists(db),
})

function page(catalogue: Catalogue, asked: (catalogue: Catalogue) => AskedLists, sort: Sort, after?: GamePosition) {
  const criteria = catalogue.criteria(asked(catalogue))
  return () => pageOfGames(catalogue.db, { criteria, sort, after, limit: 21 })
}

/** Returns the median times of two pages in milliseconds, from alternating rounds. */
async function compare(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  for (let at = 0; at < WARM_UP + ROUNDS; at++) {
    const [first, second] = [await timed(one), await timed(other)]
    if (at < WARM_UP) continue
    times[0].push(first)
    times[1].push(second)
  }
  return [median(times[0]), median(times[1])]
}

/** Returns the position before page 10,000. */
async function positionAfter({ db, criteria }: Catalogue, sort: Sort): Promise<GamePosition> {
  const column = {
    title: 'sort_title',
    '-released': 'released',
    '-popularity': 'popularity',
    '-score': 'score_bound',
    '-sales': 'sales_copies',
  }[sort]
  const order = sql.raw(sort === 'title' ? `${column}, id` : `${column} desc nulls last, id`)
  const [row] = await rowsOf<{ id: string; value: string | number | null }>(
    db,
    sql`select id, ${sql.raw(column)} as value from game order by ${order} offset ${DEEP} limit 1`,
  )
  const [value, id] = [row?.value ?? null, row?.id ?? '']
  const [next] = await pageOfGames(db, { criteria: criteria({}), sort, after: [value, id], limit: 1 })
  if (!next) throw new Error('the catalogue is too small')
  return positionOf(next, sort)
}
