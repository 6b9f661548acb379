import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { checkBackup } from '#db/backup/check'
import { readContent } from '#db/backup/content'
import { whileLoose } from '#db/backup/loosened'
import { readLines, tablePath } from '#db/backup/table-file'
import { listBackupTables, setLastNumbers } from '#db/backup/tables'
import { migrateWithin } from '#db/postgres/migrate'
import { isSchemaAtHead } from '#db/postgres/schema'
import type { Database } from '#db/postgres/server'
import { createSearch } from '#db/search/search'
import { rowsOf } from '#db/stores'
import { createTestClient } from '#tests/support/client'
import { copyOf, MODES, openBare, restore, scratchFolder } from './places'

/** Backups of databases that earlier releases made from the same two short lists, by release. */
const RELEASES = ['0.1.0', '0.2.0']
const FIXTURES = join(import.meta.dir, '..', '..', 'fixtures', 'backup')

/** Brings an empty database to the state in which a release left it. */
const installOld = async (database: Database, folder: string): Promise<void> => {
  const { schema, tables, lastNumbers } = await checkBackup(folder)
  await database.transfer.write(async (tx) => {
    await migrateWithin(tx, (name) => schema.includes(name))
    await whileLoose(tx, async () => {
      for (const { name, columns } of tables) await tx.copyIn(name, columns, readLines(tablePath(folder, name)))
    })
    await setLastNumbers(tx, lastNumbers)
  })
}

/** Returns what every table of a backup holds. */
const contentsOf = ({ transfer }: Database) =>
  transfer.read(async (tx) => {
    const contents: Record<string, unknown> = {}
    for (const table of await listBackupTables(tx)) contents[table.name] = await readContent(tx, table)
    return contents
  })

describe.each(RELEASES)('a database of release %s', (release) => {
  test.each(MODES)('is restored into this release and served: %s', async (mode) => {
    await using scratch = await scratchFolder()
    const folder = await copyOf(join(FIXTURES, release), scratch.in('old'))
    await using database = await openBare(mode)
    await restore(database, folder)
    expect(await isSchemaAtHead(database.db)).toBe(true)
    const client = await createTestClient({ ...database, search: createSearch(database.db) })
    expect((await client.v1.games.get({ query: {} })).data).toMatchObject({ total: { value: 18, exact: true } })
    const found = await client.v1.search.get({ query: { q: 'mario kart' } })
    expect(found.data?.items.map(({ title }) => title)).toContain('Mario Kart Wii')
    const similar = await client.v1.games({ slug: 'mario-kart-wii' }).similar.get({ query: {} })
    expect(similar.data?.items[0]?.title).toBe('Mario Kart DS')
    expect(await Array.fromAsync(client.changes())).toHaveLength(18)
  })

  test.each(MODES)('holds the same after bun run migrate as after a restoration: %s', async (mode) => {
    await using scratch = await scratchFolder()
    const folder = await copyOf(join(FIXTURES, release), scratch.in('old'))
    await using migrated = await openBare(mode)
    await installOld(migrated, folder)
    await migrated.migrations.migrate()
    await using restored = await openBare(mode)
    await restore(restored, folder)
    const { feed_restart: _, ...wanted } = await contentsOf(migrated)
    expect(await contentsOf(restored)).toMatchObject(wanted)
    const lists = sql`select (select jsonb_agg(t order by list) from list_size t) as sizes, (select count(*)::int from game_figure) as figures`
    expect(await rowsOf(restored.db, lists)).toEqual(await rowsOf(migrated.db, lists))
  })
})
