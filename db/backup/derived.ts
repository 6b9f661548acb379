import { type SQL, sql } from 'drizzle-orm'
import { searchTextOf } from '#catalogue/search/search-text'
import { embeddingOf, embeddingText } from '#catalogue/similar/embedding'
import { type Describable, traitsOf } from '#catalogue/similar/traits'
import { copyLine } from '#db/postgres/copy'
import type { TransferTransaction } from '#db/postgres/transfer'
import { SEARCH_COLUMNS, searchLine, writeAllWords } from '#db/search/postgres/write'
import { type Db, rowsOf } from '#db/stores'
import type { Stream } from '#lib/iterate'
import { whileLoose } from './loosened'
import { statementsOn } from './statements'

const GAMES_PER_PAGE = 1000
const TABLES = ['game_search', 'search_word', 'search_word_deletion', 'game_likeness']

type GameRow = Describable & {
  id: string
  kind: string
  alternativeNames: string[]
  popularity: number | null
}

/**
 * Makes what the code derives from games: the rows that Postgres searches, and the embeddings. What triggers derive is there already.
 * `onPage` is called before every 1,000 games.
 */
export async function rebuildDerived(tx: TransferTransaction, onPage: () => void): Promise<void> {
  const db = statementsOn(tx)
  await whileLoose(
    tx,
    async () => {
      for await (const { games, next } of pagesOfGames(db, onPage)) {
        const [search, likeness] = [games.map(searchLineOf).join(''), games.map(likenessLineOf).join('')]
        await next
        await tx.copyIn('game_search', SEARCH_COLUMNS, once(search))
        await tx.copyIn('game_likeness', LIKENESS_COLUMNS, once(likeness))
      }
      await writeAllWords(db)
    },
    TABLES,
  )
  await tx.script(`analyze ${TABLES.join(', ')}`)
}

/** Yields the games by id, page by page. Postgres reads `next` meanwhile: wait for it before another statement. */
async function* pagesOfGames(db: Db, onPage: () => void): AsyncGenerator<{ games: GameRow[]; next: Promise<unknown> }> {
  for (let page = pageOfGames(db, FIRST); ; ) {
    onPage()
    const games = await page
    const last = games.at(-1)
    if (!last) return
    page = pageOfGames(db, last.id)
    yield { games, next: page }
  }
}

async function* once(lines: string): Stream<Uint8Array> {
  yield Buffer.from(lines)
}

const FIRST = '00000000-0000-0000-0000-000000000000'

const slugsIn = (role: string): SQL =>
  sql.raw(`to_json(array(select distinct c.slug from game_company gc join company c on c.id = gc.company_id
    where gc.game_id = g.id and gc.role = '${role}'))`)

const pageOfGames = (db: Db, after: string): Promise<GameRow[]> =>
  rowsOf<GameRow>(
    db,
    sql`select g.id::text as id, g.kind, g.title, g.year::int as year, g.popularity::float8 as popularity,
        to_json(g.alternative_names) as "alternativeNames", to_json(g.tags) as tags,
        to_json(array(select s.slug from game_series s where s.game_id = g.id)) as series,
        ${slugsIn('developer')} as developers, ${slugsIn('publisher')} as publishers,
        to_json(array(select x.slug from game_genre gg join genre x on x.id = gg.genre_id where gg.game_id = g.id)) as genres,
        to_json(array(select distinct p.slug from release r join platform p on p.id = r.platform_id where r.game_id = g.id)) as platforms
      from game g where g.merged_into is null and g.id > ${after}::uuid order by g.id limit ${GAMES_PER_PAGE}`,
  )

const searchLineOf = ({ id, title, alternativeNames, popularity }: GameRow): string =>
  searchLine({ gameId: id, ...searchTextOf({ title, alternativeNames, popularity }) })

const LIKENESS_COLUMNS = ['game_id', 'kind', 'embedding']

const likenessLineOf = ({ id, kind, ...game }: GameRow): string =>
  copyLine([id, kind, embeddingText(embeddingOf(traitsOf(game)))])
