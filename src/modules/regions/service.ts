import { REGIONS } from '#catalogue/vocabulary/region-list'
import { countGamesByRegion } from '#db/release/queries'
import type { Db } from '#db/stores'
import { remembered } from '#src/http/remembered'
import type { RegionList } from './model'

const FRESH_MS = 30_000

/** Reads the regions with the number of games released in each, at most half a minute old: counting reads every release. */
export const createRegionList = (db: Db): (() => Promise<RegionList>) =>
  remembered(FRESH_MS, async () => {
    const games = new Map((await countGamesByRegion(db)).map((count) => [count.slug, count.games]))
    const items = REGIONS.map((region) => ({
      ...region,
      aliases: [...region.aliases],
      games: games.get(region.slug) ?? 0,
    }))
    return { items }
  })
