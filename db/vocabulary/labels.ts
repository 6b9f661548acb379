import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

const LABELS = { platform: sql`name`, genre: sql`label_en`, company: sql`name` }
export type LabelledKind = keyof typeof LABELS

/** Returns the labels of slugs: the names of platforms and companies, the English labels of genres. Unknown slugs are left out. */
export const findLabels = (db: Db, kind: LabelledKind, slugs: readonly string[]) =>
  rowsOf<{ slug: string; label: string }>(
    db,
    sql`select slug, ${LABELS[kind]} as label from ${sql.identifier(kind)}
      where slug in (select jsonb_array_elements_text(${JSON.stringify(slugs)}::text::jsonb))`,
  )
