import { sql } from 'drizzle-orm'
import { companyKey } from '#catalogue/merge/company'
import type { StatedCompany } from '#catalogue/record'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** Statements of a source about companies. */
export type CompanyStatements = { sourceId: number; about: readonly StatedCompany[] }

const COLUMNS = { sourceId: 'smallint', company: 'text', companyKey: 'text', kind: 'text', name: 'text', key: 'text' }

/** Inserts what sources state about companies, each statement once. A name with the key of the company says nothing new. */
export async function insertCompanyStatements(tx: Db, stated: readonly CompanyStatements[]): Promise<void> {
  const rows = stated.flatMap(({ sourceId, about }) => about.flatMap((company) => statementRows(sourceId, company)))
  if (rows.length === 0) return
  await tx.execute(sql`insert into company_statement (source_id, company, company_key, kind, name, key)
    select distinct "sourceId", company, "companyKey", kind, name, key from ${recordset(rows, COLUMNS)} on conflict do nothing`)
}

function statementRows(sourceId: number, { name: company, also = [], parent }: StatedCompany): object[] {
  const own = companyKey(company)
  const named = [
    ...also.map((name) => ({ kind: 'alias', name })),
    ...(parent === undefined ? [] : [{ kind: 'parent', name: parent }]),
  ]
  return named.flatMap(({ kind, name }) => {
    const key = companyKey(name)
    return own === '' || key === '' || key === own ? [] : [{ sourceId, company, companyKey: own, kind, name, key }]
  })
}

/** Deletes the statements that no record makes any more. Reads every record that makes one. */
export async function forgetCompanyStatements(tx: Db): Promise<void> {
  await tx.execute(sql`with stated as materialized (
      select distinct s.source_id, about ->> 'name' as company, named.kind, named.name
      from source_record s, json_array_elements(s.fields -> 'aboutCompanies') about, lateral (
        select 'alias' as kind, name from json_array_elements_text(about -> 'also') name
        union all select 'parent', about ->> 'parent'
      ) as named where s.fields -> 'aboutCompanies' is not null
    )
    delete from company_statement c where not exists (
      select from stated s where (s.source_id, s.company, s.kind, s.name) = (c.source_id, c.company, c.kind, c.name))`)
}

/**
 * Returns the keys of companies by the key of another name of theirs. A name that sources state of several companies, or that a company
 * has as its own, leads to none.
 */
export async function findByOtherNames(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await rowsOf<{ key: string; company: string }>(
    db,
    sql`select key, min(company_key) as company from company_statement s
      where kind = 'alias' and key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb))
        and not exists (select from company c where c.key = s.key)
      group by key having count(distinct company_key) = 1`,
  )
  return new Map(rows.map(({ key, company }) => [key, company]))
}
