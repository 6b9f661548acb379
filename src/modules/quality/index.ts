import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { cached } from '#src/http/cached'
import { denials } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import { Quality } from './model'
import { createQualityReader, withWordsNow } from './service'

const FRESH_MS = 30_000

const DESCRIPTION = `How often each field is stated, by any source and by each; how often two sources that both state a field state
contradicting values; how often the value of a source won; when each source was loaded; how many doubtful matches are open; and the
words that nobody could name.

Completeness, disagreements and wins are figures of a sample: about 4,000 games (1,000 in the embedded store) chosen at random, or all if the
catalogue has no more. \`sample\` says how many. Sources contradict each other as in \`disputed\` of a game's provenance: a year agrees with
every day of it, spellings of one title agree, and so do scores within 10 points.
An answer is up to 30 s old, except for the words. When the store is too busy for the sample, a smaller one is read, or the last figures are sent again.`

/** Returns the route of the quality of the catalogue. */
export function quality({ stores }: Dependencies) {
  const read = cached(FRESH_MS, createQualityReader(stores))
  return new Elysia({ name: 'vestim.quality', prefix: '/v1/quality', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .get('', async () => withWordsNow(stores.db, await read()), {
      query: NO_QUERY,
      response: { 200: Quality, ...denials },
      detail: { summary: 'Read the quality of the catalogue', description: DESCRIPTION },
    })
}
