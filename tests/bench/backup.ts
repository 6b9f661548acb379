import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { DERIVED_TABLES } from '#db/backup/tables'
import { openPostgres } from '#db/postgres/server'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { type Ratio, timed, watchMemory } from './measure'

const GAMES = 100_000
const ROOT = join(import.meta.dir, '..', '..')

type Measured = { ms: number; peak: number }

/**
 * Compares `bun run backup` and `restore` of 100,000 games with `pg_dump -Fd` and `pg_restore` of the same tables, and with those of all
 * tables: a restoration makes the derived tables too, except the graph of similar games, which is built while the catalogue is served.
 * Needs pg_dump 18 in PATH.
 */
export async function benchBackup(server: string, scratch: string): Promise<Ratio[]> {
  const url = await createBareDatabase(server)
  try {
    await fill(url)
    const [ours, same, all] = ['ours', 'same', 'all'].map((name) => join(scratch, name)) as [string, string, string] // safe: three names
    const backup = await measure([process.execPath, 'src/index.ts', 'backup', ours], { DATABASE_URL: url })
    const without = [...DERIVED_TABLES].filter((name) => name !== 'schema_migration')
    const leftOut = without.map((name) => `--exclude-table-data=${name}`)
    const dump = await measure(['pg_dump', '-Fd', '-f', same, ...leftOut, url])
    const dumpAll = await measure(['pg_dump', '-Fd', '-f', all, url])
    const restore = await into(server, (target) =>
      measure([process.execPath, 'src/index.ts', 'restore', ours, '--without-ledger'], { DATABASE_URL: target }),
    )
    const back = await into(server, (target) => measure(['pg_restore', '-d', target, same]))
    const backAll = await into(server, (target) => measure(['pg_restore', '-d', target, all]))
    await Promise.all([ours, same, all].map((folder) => rm(folder, { recursive: true })))
    return [
      ratio('backup against pg_dump -Fd of the same tables', backup, dump, 'at most 2'),
      ratio('backup against pg_dump -Fd of all tables', backup, dumpAll, 'no bound'),
      ratio('restore against pg_restore of the same tables', restore, back, 'at most 2'),
      ratio('restore against pg_restore of all tables', restore, backAll, 'at most 2'),
    ]
  } finally {
    await dropDatabase(server, url)
  }
}

const ratio = (what: string, ours: Measured, theirs: Measured, target: string): Ratio => ({
  what,
  value: ours.ms / theirs.ms,
  target,
  detail: `${GAMES} games: ours ${seconds(ours)}, peak ${ours.peak.toFixed(0)} MB; theirs ${seconds(theirs)}`,
})

const seconds = ({ ms }: Measured) => `${(ms / 1000).toFixed(1)} s`

/**
 * Runs a program to its end, or until it says that the catalogue is restored and can be served, and returns its time and the peak of its
 * memory.
 */
async function measure(command: readonly string[], environment: Record<string, string> = {}): Promise<Measured> {
  const { PATH, HOME } = process.env
  const child = Bun.spawn([...command], { cwd: ROOT, env: { PATH, HOME, ...environment } })
  const memory = watchMemory(child.pid)
  let isServable = false
  const ms = await timed(async () => {
    for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
      isServable = piece.includes('can be served')
      if (isServable) return
    }
    await child.exited
  })
  const peak = memory()
  child.kill()
  await child.exited
  if (!isServable && child.exitCode !== 0)
    throw new Error(`${command[0]} failed: put pg_dump 18 and pg_restore in PATH.`)
  return { ms, peak }
}

/** Runs `work` on a new database and drops it. */
async function into<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const url = await createBareDatabase(server)
  try {
    return await work(url)
  } finally {
    await dropDatabase(server, url)
  }
}

async function fill(url: string): Promise<void> {
  await using database = await openPostgres(url)
  await database.migrations.migrate()
  await generateCatalogue(database, GAMES)
  for (const rows of RECORDS) await database.db.execute(sql.raw(rows))
}

/** Rows around the games as a load makes them: a record with five keys and a link each, releases, ids, changes. */
const RECORDS = [
  `insert into source_record (source_id, dataset, source_key, raw, fields, match_keys, content_hash, first_run, last_run)
    select 1, 'list', slug, jsonb_build_object('title', title, 'year', year, 'text', provenance)::text,
      json_build_object('title', title), array(select hashtextextended(slug, n) from generate_series(1, 5) n), content_hash, 1, 1 from game`,
  'insert into match_key (record_id, key) select id, unnest(match_keys) from source_record',
  `insert into match_link (record_id, game_id, score, evidence)
    select r.id, g.id, 12, '[{"field":"title","level":"same","bits":9},{"field":"year","level":"same","bits":3}]'
    from source_record r join game g on g.slug = r.source_key`,
  `insert into release (game_id, platform_id, region, edition) select id, unnest(platform_ids), '', '' from game`,
  'insert into game_genre (game_id, genre_id) select id, unnest(genre_ids) from game',
  `insert into game_company (game_id, company_id, role) select id, unnest(company_ids), 'developer' from game`,
  `insert into external_id (source, id, game_id) select 'source-1', slug, id from game`,
  `insert into game_change (game_id, kind, version) select id, 'created', version from game`,
  'vacuum analyze',
]
