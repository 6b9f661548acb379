import { familyLabel } from '#catalogue/vocabulary/families'
import { countGamesByPlatform, listPlatforms } from '#db/platform/queries'
import type { Db } from '#db/stores'
import { remembered } from '#src/http/remembered'
import type { PlatformList } from './model'

const FRESH_MS = 30_000

/** Reads the platforms with the number of games each has, at most half a minute old: counting reads every game. */
export const createPlatformList = (db: Db): (() => Promise<PlatformList>) =>
  remembered(FRESH_MS, async () => {
    const [rows, counts] = await Promise.all([listPlatforms(db), countGamesByPlatform(db)])
    const games = new Map(counts.map((count) => [count.id, count.games]))
    return { items: rows.map((row) => toItem(row, games.get(row.id) ?? 0)) }
  })

type Row = Awaited<ReturnType<typeof listPlatforms>>[number]

const toItem = (row: Row, games: number): PlatformList['items'][number] => ({
  slug: row.slug,
  name: row.name,
  label: { en: row.labelEn, fr: row.labelFr },
  family: row.family,
  familyLabel: row.family === null ? null : familyLabel(row.family),
  generation: row.generation,
  aliases: row.aliases,
  games,
})
