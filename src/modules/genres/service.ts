import { countGamesByGenre, listGenres } from '#db/genre/queries'
import type { Db } from '#db/stores'
import { remembered } from '#src/http/remembered'
import type { GenreList } from './model'

const FRESH_MS = 30_000

/** Reads the genres with the number of games each has, at most half a minute old: counting reads every game. */
export const createGenreList = (db: Db): (() => Promise<GenreList>) =>
  remembered(FRESH_MS, async () => {
    const [rows, counts] = await Promise.all([listGenres(db), countGamesByGenre(db)])
    const games = new Map(counts.map((count) => [count.id, count.games]))
    return { items: rows.map((row) => toItem(row, games.get(row.id) ?? 0)) }
  })

type Row = Awaited<ReturnType<typeof listGenres>>[number]

const toItem = (row: Row, games: number): GenreList['items'][number] => ({
  slug: row.slug,
  label: { en: row.labelEn, fr: row.labelFr },
  aliases: row.aliases,
  games,
})
