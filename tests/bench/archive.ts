import { join } from 'node:path'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { openPostgres } from '#db/postgres/server'
import { archiveStaged } from '#db/record/archive'
import { startOrResumeRun } from '#db/run/queries'
import { createSearch } from '#db/search/search'
import { upsertSource } from '#db/source/queries'
import type { Stores } from '#db/stores'
import { silent } from '#seed/pipeline/progress'
import { readInto } from '#seed/pipeline/read'
import { findSource } from '#seed/sources/index'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { median, type Ratio, timed } from './measure'

const COPIES = 10
const ROUNDS = 5

/**
 * Compares loading a CSV into `source_record` (parse, validate, hash, archive, quarantine) with `psql \copy` of the same file into
 * a plain table, for the first load and an identical second one, in alternating rounds.
 */
export async function benchArchive(server: string, csv: string, scratch: string): Promise<Ratio[]> {
  const file = join(scratch, 'sales.csv')
  await Bun.write(file, repeated(await Bun.file(csv).text()))
  const times = { copy: [] as number[], first: [] as number[], again: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) await measureRound(server, file, times)
  const megabytes = Bun.file(file).size / 1e6
  const detail = `${megabytes.toFixed(0)} MB: psql ${median(times.copy).toFixed(0)} ms, first ${median(times.first).toFixed(0)} ms, again ${median(times.again).toFixed(0)} ms`
  return [
    {
      what: 'CSV to source_record, first load, against psql \\copy',
      value: median(times.copy) / median(times.first),
      target: 'at least .30',
      detail,
    },
    {
      what: 'CSV to source_record, identical re-run',
      value: median(times.copy) / median(times.again),
      target: 'at least .40',
      detail,
    },
  ]
}

/** Returns the rows of the file several times, each time with other names, so that every record is a different one. */
function repeated(text: string): string {
  const [header, ...rows] = text.trimEnd().split('\n')
  const lines = [header]
  for (let copy = 0; copy < COPIES; copy++)
    for (const row of rows) lines.push(row.replace(/^(\d+),("?)/, (_, rank, quote) => `${rank},${quote}${copy} `))
  return `${lines.join('\n')}\n`
}

async function measureRound(
  server: string,
  file: string,
  times: { copy: number[]; first: number[]; again: number[] },
): Promise<void> {
  const url = await createBareDatabase(server)
  {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
    const stores: Stores = { ...database, search: createSearch(database.db) }
    times.copy.push(await timed(() => psqlCopy(url, file)))
    times.first.push(await timed(() => archiveFile(stores, file)))
    times.again.push(await timed(() => archiveFile(stores, file)))
  }
  await dropDatabase(server, url)
}

async function psqlCopy(url: string, file: string): Promise<void> {
  const columns =
    'rank text, name text, platform text, year text, genre text, publisher text, na text, eu text, jp text, other text, world text'
  const psql = Bun.spawn([
    'psql',
    '-q',
    url,
    '-c',
    `create table plain (${columns})`,
    '-c',
    `\\copy plain from '${file}' csv header`,
  ])
  if ((await psql.exited) !== 0) throw new Error('psql failed: check that it is installed.')
}

async function archiveFile(stores: Stores, file: string): Promise<void> {
  const source = findSource('vgsales')
  const opened = await source.open({ from: file, clock: stillClock, api: noApi })
  const input = {
    sourceId: await upsertSource(stores.db, source),
    dataset: opened.dataset,
    fingerprint: opened.fingerprint,
  }
  const run = await startOrResumeRun(stores.db, input, true)
  const signal = new AbortController().signal
  await readInto(run, {
    stores,
    source,
    opened,
    context: { vocabulary: standardVocabulary },
    limit: undefined,
    signal,
    progress: silent,
  })
  await archiveStaged(stores.db, run.id)
}
