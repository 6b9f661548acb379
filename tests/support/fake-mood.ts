import type { Clock } from '#seed/source'
import { createRandom } from './random'

/** How a fake API feels today. `flaky` is the share of requests that go wrong, in ways a seed decides. */
export type Mood = 'healthy' | 'slow' | 'rate limited' | 'dead' | { flaky: number; seed: number }

const SLOW_MS = 20_000
/** Of so many requests one is refused as too many while a fake is "rate limited". */
const REFUSED_EACH = 3

/** What a mood makes of a request before it is answered: an answer in its place, or how to spoil the one it would get. */
export type Spoilt = { instead?: Response; truncate?: true }

/** The mood of one fake: ask it once a request. Only "slow" takes time, and only that of the given clock. */
export function createMood(mood: Mood, clock: Clock, tooMany: () => Response): () => Promise<Spoilt> {
  const random = createRandom(typeof mood === 'object' ? mood.seed : 0)
  let requests = 0
  return async () => {
    requests++
    if (mood === 'dead') return { instead: webPage(521) }
    if (mood === 'slow') await clock.sleep(SLOW_MS)
    if (mood === 'rate limited' && requests % REFUSED_EACH === 0) return { instead: tooMany() }
    return typeof mood === 'object' && random() < mood.flaky ? spoilt(random()) : {}
  }
}

function spoilt(dice: number): Spoilt {
  if (dice < 0.3) return { instead: new Response('Internal Server Error', { status: 500 }) }
  if (dice < 0.6) return { instead: webPage(502) }
  return dice < 0.8 ? { instead: webPage(200) } : { truncate: true }
}

const webPage = (status: number): Response =>
  new Response('<!DOCTYPE html><title>Web server is down</title>', { status, headers: { 'content-type': 'text/html' } })
