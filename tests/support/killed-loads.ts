import type { Stores } from '#db/stores'
import type { RunReport } from '#seed/report'
import type { RunOptions } from '#seed/run'
import type { Clock, Source } from '#seed/source'
import { load } from './memory-source'

const MESSAGE = 'killed'

/** A clock that lets the loader die as it looks at it for the n-th time: between any two of its steps. */
function mortal(clock: Clock, looks: number): Clock {
  let left = looks
  const look = () => {
    if (--left <= 0) throw new Error(MESSAGE)
  }
  return {
    now() {
      look()
      return clock.now()
    },
    async sleep(ms, signal) {
      look()
      await clock.sleep(ms, signal)
    },
  }
}

/** Loads a source, killed `kills` times at moments that `random` decides and run again each time; then lets it finish. */
export async function loadKilled(
  stores: Stores,
  source: Source,
  { kills, random, clock, ...options }: Partial<RunOptions> & { kills: number; random: () => number; clock: Clock },
): Promise<{ report: RunReport; killed: number }> {
  let killed = 0
  for (let time = 0; time < kills; time++) {
    const looks = 2 + Math.floor(random() * 12)
    try {
      return { report: await load(stores, source, { ...options, clock: mortal(clock, looks) }), killed }
    } catch (error) {
      if (!(error instanceof Error) || error.message !== MESSAGE) throw error
      killed++
    }
  }
  return { report: await load(stores, source, { ...options, clock }), killed }
}
