import { BOARDS } from '#catalogue/vocabulary/board-list'
import type { Db } from '#db/stores'
import { countGamesByBoard } from '#db/vocabulary/boards'
import { remembered } from '#src/http/remembered'
import type { BoardList } from './model'

const FRESH_MS = 30_000

/** Reads the boards with the number of games each has rated, at most half a minute old: counting reads every rating. */
export const createBoardList = (db: Db): (() => Promise<BoardList>) =>
  remembered(FRESH_MS, async () => {
    const games = new Map((await countGamesByBoard(db)).map((count) => [count.slug, count.games]))
    const items = BOARDS.map((board) => ({ ...board, aliases: [...board.aliases], games: games.get(board.slug) ?? 0 }))
    return { items }
  })
