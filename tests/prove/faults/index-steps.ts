import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { dropIndex } from '#db/search/elasticsearch/indices'
import { runSeed, type SeedEnvironment } from '#tests/support/seed-process'
import { type Part, part, seconds } from './scenario'

const WITHIN_MS = 90_000

/** Runs `seed verify` with these options. */
export const verifyIndexed = (environment: SeedEnvironment, ...options: string[]) =>
  runSeed(['verify', ...options], environment)

/** Waits until `seed verify` finds no difference between index and catalogue. */
export async function untilIndexed(environment: SeedEnvironment): Promise<Part> {
  const started = performance.now()
  for (;;) {
    const { exit, out, err } = await verifyIndexed(environment)
    const tookMs = performance.now() - started
    if (exit === 0) return part(true, `0 differences after ${seconds(tookMs)}`)
    if (tookMs > WITHIN_MS)
      return part(false, `the index still differs after ${seconds(tookMs)}: ${(out || err).trim()}`)
    await Bun.sleep(500)
  }
}

/** Drops every index whose name begins so. */
export async function dropIndices(elasticsearch: string, beginning: string): Promise<void> {
  const client = createElasticsearchClient({ url: elasticsearch })
  for (const name of Object.keys(await client.indices.get({ index: `${beginning}*` }))) await dropIndex(client, name)
  await client.close()
}
