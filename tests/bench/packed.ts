import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { acceptPage } from '#seed/pipeline/accept'
import { resumeProfile } from '#seed/pipeline/profile'
import { findSource } from '#seed/sources/index'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'
import { median, type Ratio, timed } from './measure'

const COPIES = 5
const ROUNDS = 5

/** Compares a CSV compressed with gzip with the same file uncompressed: read only, and read and accepted as in a load. */
export async function benchPacked(csv: string, scratch: string): Promise<Ratio[]> {
  const [header = '', ...rows] = (await Bun.file(csv).text()).split(/(?<=\n)/)
  const table = Buffer.from(header + rows.join('').repeat(COPIES))
  const [plain, packed] = [join(scratch, 'plain.csv'), join(scratch, 'packed.csv.gz')]
  await Bun.write(plain, table)
  await Bun.write(packed, gzipSync(table))
  return [
    await ratioOf('gzip against plain CSV, read and accepted', 'at least .80', true, plain, packed),
    await ratioOf('gzip against plain CSV, read alone', 'no target', false, plain, packed),
  ]
}

async function ratioOf(what: string, target: string, accepted: boolean, plain: string, packed: string): Promise<Ratio> {
  const times = { plain: [] as number[], packed: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.plain.push(await timed(() => readThrough(plain, accepted)))
    times.packed.push(await timed(() => readThrough(packed, accepted)))
  }
  const [ours, theirs] = [median(times.packed), median(times.plain)]
  return { what, value: theirs / ours, target, detail: `${ours.toFixed(0)} ms and ${theirs.toFixed(0)} ms` }
}

async function readThrough(from: string, accepted: boolean): Promise<void> {
  const source = findSource('vgsales')
  const { pages } = await source.open({ from, clock: stillClock, api: noApi })
  for await (const page of pages(undefined))
    if (accepted) acceptPage(source, page, { vocabulary: standardVocabulary }, resumeProfile())
}
