import type { Licence } from '#catalogue/record'
import type { Db } from '../stores'
import { source } from './table'

/** Who a source is, as the catalogue remembers it. */
export type SourceIdentity = { name: string; title: string; kind: string; trust: number; licence: Licence }

/** Writes down who a source is and under what terms its data travels, and answers its id. */
export async function upsertSource(db: Db, { name, title, kind, trust, licence }: SourceIdentity): Promise<number> {
  const values = {
    name: title,
    kind,
    trust,
    licence: licence.name,
    redistributable: licence.redistributable,
    commercial: licence.commercial,
    attribution: licence.attribution,
    attributionUrl: licence.url,
  }
  const [row] = await db
    .insert(source)
    .values({ slug: name, ...values })
    .onConflictDoUpdate({ target: source.slug, set: values })
    .returning({ id: source.id })
  if (!row) throw new Error('upsert into source answered no row')
  return row.id
}
