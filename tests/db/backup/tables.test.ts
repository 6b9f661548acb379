import { expect, test } from 'bun:test'
import { DERIVED_TABLES, listBackupTables } from '#db/backup/tables'
import { createTestStores } from '#tests/support/stores'

/** Every table that a backup holds. A new table belongs here, or in `DERIVED_TABLES` if `restore` makes it again. */
const KEPT =
  `account api_budget api_key api_response audit_log collection collection_item company company_statement decision erasure erasure_key external_id feed_restart
  field_lock forgotten_spelling
  game game_change game_company game_genre game_relation game_series genre ingest_run invitation login_attempt match_key
  match_link match_pending match_review match_review_closed match_rule match_weights platform purge_run quarantine rating refresh_token
  relation_ruling release session source source_record spent_link word_meaning`.split(/\s+/)

test('every table of the schema is in a backup, or is known to be made again', async () => {
  await using stores = await createTestStores()
  await stores.db.execute('create unlogged table staging_7 (like staging_record)')
  const { listed, all } = await stores.transfer.read(async (tx) => ({
    listed: await listBackupTables(tx),
    all: await tx.query<{ name: string }>(
      `select tablename::text as name from pg_tables where schemaname = 'public' and tablename <> 'staging_7'`,
      [],
    ),
  }))
  expect(listed.map(({ name }) => name)).toEqual(KEPT)
  expect(all.map(({ name }) => name).sort()).toEqual([...KEPT, ...DERIVED_TABLES].sort())
  expect(listed.find(({ name }) => name === 'game')?.columns).not.toContain('lists')
})
