import { openDatabase } from '#db/connect'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Config } from '#lib/config'

/** Brings the schema and the vocabulary to this release, or only tells what is missing; answers the exit code. */
export async function migrate(config: Config, check: boolean, say: (line: string) => void): Promise<number> {
  await using database = await openDatabase(config)
  if (check) return tell(await database.migrations.pending(), say)
  const applied = await database.migrations.migrate()
  await upsertVocabulary(database.db)
  say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is at head.')
  return 0
}

function tell(pending: readonly string[], say: (line: string) => void): number {
  say(pending.length > 0 ? `Missing: ${pending.join(', ')}. Run bun run migrate.` : 'The schema is at head.')
  return pending.length > 0 ? 1 : 0
}
