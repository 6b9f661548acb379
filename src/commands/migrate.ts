import { openDatabase } from '#db/connect'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Config } from '#lib/config'

/**
 * Migrates the schema and updates the vocabulary to this release. With `check` it changes nothing and lists the
 * pending migrations.
 *
 * Returns the exit code: 1 if `check` found pending migrations, else 0.
 */
export async function migrate(config: Config, check: boolean, say: (line: string) => void): Promise<number> {
  await using database = await openDatabase(config)
  if (check) return reportPending(await database.migrations.pending(), say)
  const applied = await database.migrations.migrate()
  await upsertVocabulary(database.db)
  say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.')
  return 0
}

function reportPending(pending: readonly string[], say: (line: string) => void): number {
  say(
    pending.length > 0
      ? `Pending: ${pending.join(', ')}. Apply them with: bun run migrate`
      : 'The schema is up to date.',
  )
  return pending.length > 0 ? 1 : 0
}
