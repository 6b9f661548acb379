import type { Stores } from '#db/stores'
import { messageOf } from '#lib/errors'
import type { Clock } from '#seed/contract/clock'
import type { Source } from '#seed/contract/source'
import type { RunOptions } from '#seed/pipeline/options'
import type { RunReport } from '#seed/pipeline/report'
import { load } from './memory-source'
import { mortalClock } from './mortal-clock'
import { createRandom } from './random'

/** Loads a source and kills the run at random moments, which depend on `seed`, until it finishes. Returns the number of kills. */
export async function loadThroughKills(
  stores: Stores,
  source: Source,
  { clock, ...options }: Partial<RunOptions> & { clock: Clock },
  seed: number,
): Promise<{ report: RunReport; kills: number }> {
  const random = createRandom(seed)
  for (let kills = 0; ; kills++) {
    const looks = 2 + Math.floor(random() * 14)
    try {
      return { report: await load(stores, source, { ...options, clock: mortalClock(clock, looks) }), kills }
    } catch (error) {
      if (messageOf(error) !== 'killed') throw error
    }
  }
}
