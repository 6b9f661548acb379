import { sql } from 'drizzle-orm'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'

const COMMON_COLUMNS = { id: 'smallint', slug: 'text', en: 'text', fr: 'text', aliases: 'text[]' }

/** Inserts or updates the platforms and genres of the vocabulary in the store, which games refer to by id. Idempotent. */
export async function upsertVocabulary(db: Db): Promise<void> {
  const platforms = standardVocabulary.platforms.map(({ label, ...platform }) => ({
    ...platform,
    en: label.en,
    fr: label.fr,
  }))
  await db.execute(sql`insert into platform (id, slug, name, label_en, label_fr, family, generation, aliases)
    select id, slug, name, en, fr, family, generation, aliases
    from ${recordset(platforms, { ...COMMON_COLUMNS, name: 'text', family: 'text', generation: 'smallint' })}
    on conflict (id) do update set slug = excluded.slug, name = excluded.name, label_en = excluded.label_en,
      label_fr = excluded.label_fr, family = excluded.family, generation = excluded.generation,
      aliases = excluded.aliases`)
  const genres = standardVocabulary.genres.map(({ label, ...genre }) => ({ ...genre, en: label.en, fr: label.fr }))
  await db.execute(sql`insert into genre (id, slug, label_en, label_fr, aliases)
    select id, slug, en, fr, aliases
    from ${recordset(genres, COMMON_COLUMNS)}
    on conflict (id) do update set slug = excluded.slug, label_en = excluded.label_en, label_fr = excluded.label_fr,
      aliases = excluded.aliases`)
}
