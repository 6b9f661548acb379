import type { TransferTransaction } from '#db/postgres/transfer'

type Part = { take: string; put: string }

/**
 * Runs `work` while the tables lack their foreign keys and the indexes that are no constraint, then makes them again, which is much
 * faster than keeping them up to date row by row. The tables must be in one schema. (Default of `tables`: all)
 */
export async function whileLoose(
  tx: TransferTransaction,
  work: () => Promise<void>,
  tables?: readonly string[],
): Promise<void> {
  const parts = await tx.query<Part>(PARTS, [tables ? JSON.stringify(tables) : null])
  for (const { take } of parts) await tx.script(take)
  await work()
  for (const { put } of parts.toReversed()) await tx.script(put)
}

/** Foreign keys come first and are made last, because making one reads the index of the table it refers to. */
const PARTS = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as take,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as put
  from pg_constraint
  where contype = 'f' and connamespace = current_schema()::regnamespace
    and ($1::text is null or conrelid::regclass::text in (select jsonb_array_elements_text($1::text::jsonb)))
  union all
  select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = current_schema()::regnamespace
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    and ($1::text is null or c.relname in (select jsonb_array_elements_text($1::text::jsonb)))`
