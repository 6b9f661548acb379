import { sql } from 'drizzle-orm'
import { companyKey, companySlug } from '#catalogue/merge/company'
import { currentName, lettersOfSlug } from '#catalogue/vocabulary/companies'
import { COMPANY_LISTS } from '#db/game/lists'
import { recordset } from '#db/postgres/recordset'
import { plainRows, statement } from '#db/postgres/statement'
import { type Db, rowsOf } from '#db/stores'
import { company } from './table'

const COLUMNS = { key: 'text', slug: 'text', name: 'text', spelling: 'text' }

/** Returns SQL that orders spellings, the plainest first: by length, then by the number of capitals, then by code point. */
export const plainness = (name: string) =>
  sql.raw(`length(${name}), length(regexp_replace(${name}, '[^A-Z]', '', 'g')), ${name} collate "C"`)

/**
 * Inserts or updates the companies of these spellings, and returns their ids by key.
 *
 * A company has as its name the plainest spelling of its slug that any record ever had, or its current name if it was renamed, and
 * keeps every spelling in `aliases`: the result does not depend on the order of loading. `settleSlugs` chooses the slug of a company
 * whose spellings have several.
 */
export async function upsertCompanies(db: Db, spellings: Iterable<string>): Promise<Map<string, number>> {
  const named = [...new Set(spellings)].map((text) => {
    const slug = companySlug(text)
    const spelling = text.trim()
    return { key: companyKey(text), slug, name: currentName(slug) ?? spelling, spelling }
  })
  const wanted = recordset(
    named.filter(({ key }) => key !== ''),
    COLUMNS,
  )
  const isPlainer = sql`excluded.slug = company.slug and (${plainness('excluded.name')}) < (${plainness('company.name')})`
  await db.execute(sql`insert into company (key, slug, name, slugs, aliases)
    select key, (array_agg(slug order by ${plainness('name')}))[1], (array_agg(name order by ${plainness('name')}))[1],
      array_agg(distinct slug), array_agg(distinct spelling)
    from ${wanted} group by key
    on conflict (key) do update set
      name = case when ${isPlainer} then excluded.name else company.name end,
      slugs = array(select distinct unnest(company.slugs || excluded.slugs)),
      aliases = array(select distinct unnest(company.aliases || excluded.aliases))
    where (${isPlainer}) or not excluded.aliases <@ company.aliases or not excluded.slugs <@ company.slugs`)
  const found = await rowsOf<{ id: number; key: string }>(
    db,
    sql`select c.id, c.key from company c where c.key in (select key from ${wanted})`,
  )
  return new Map(found.map((company) => [company.key, company.id]))
}

/** The company that owns another, as a source states it; `slug` is null if it has no games. */
export type ParentCompany = { slug: string | null; name: string; source: string }

/**
 * A company in a list: its other spellings and names in order, the number of its games, without merged games, and its owner by the most
 * trusted source that states one.
 */
export type CompanyRow = { slug: string; name: string; aliases: string[]; games: number; parent: ParentCompany | null }

/** Companies of a list: those whose name has words that begin like those of `name`, those with games, or all. */
export type CompanyFilters = { name?: string; isUsed?: boolean }

/** Position of a company in a list: `rank` is 0 for those whose name begins like the one asked for, else 1. */
export type CompanyPosition = { rank: number; slug: string }

/** Returns the next companies after a position, at most `limit`: by slug, and of those with a name the ones that begin with it first. */
export function pageOfCompanies(
  db: Db,
  { name, isUsed = false }: CompanyFilters,
  after: CompanyPosition | undefined,
  limit: number,
): Promise<(CompanyRow & { rank: number })[]> {
  const used = isUsed
    ? sql`exists (select from game_list l where l.list = ${COMPANY_LISTS.from}::int + c.id)`
    : sql`true`
  const found =
    name === undefined
      ? sql`select c.*, 1 as rank from company c where c.slug > ${after?.slug ?? ''} and ${used} order by c.slug limit ${limit}`
      : sql`select * from (${namedLike(name)}) c where (c.rank, c.slug) > (${after?.rank ?? 0}, ${after?.slug ?? ''}) and ${used}
        order by c.rank, c.slug limit ${limit}`
  return rowsOf(
    db,
    sql`select c.slug, c.name,
        array(select spelling collate "C" from unnest(c.aliases) as a (spelling) where spelling <> c.name
          union select name collate "C" from company_statement s where s.company_key = c.key and s.kind = 'alias' and ${isUnambiguous}
          order by 1) as aliases,
        (select count(*)::int from game_list l where l.list = ${COMPANY_LISTS.from}::int + c.id) as games,
        (select json_build_object('slug', (select p.slug from company p where p.key = s.key), 'name', s.name, 'source', source.slug)
          from company_statement s join source on source.id = s.source_id where s.company_key = c.key and s.kind = 'parent'
          order by source.trust desc, source.slug, s.name collate "C" limit 1) as parent, c.rank
      from (${found}) c order by c.rank, c.slug`,
  )
}

/** SQL that is true for a statement `s` of another name if no source states the name of another company, and no company has it. */
const isUnambiguous = sql`not exists (select from company_statement other where other.kind = 'alias' and other.key = s.key
    and other.company_key <> s.company_key) and not exists (select from company own where own.key = s.key)`

/**
 * Returns the companies of which the slug, or another name that sources state, begins with a name, whatever its hyphens, and those of which
 * another word does. A slug has no letter that `like` reads.
 */
function namedLike(name: string) {
  const letters = `${lettersOfSlug(name)}%`
  const beginning = sql`c.slug like ${`${name}%`} or c.key like ${letters}`
  // A union, because an `or` with a subselect would read the whole table.
  return sql`select c.*, case when ${beginning} then 0 else 1 end as rank from company c where c.id in (
    select c.id from company c where ${beginning} or c.slug like ${`%-${name}%`}
    union
    select c.id from company_statement s join company c on c.key = s.company_key
      where s.kind = 'alias' and s.key like ${letters} and ${isUnambiguous})`
}

// `company.id` is spelt out because drizzle shortens the column to "id", which in the subquery is another table's.
const GAMES = sql<number>`(select count(*)::int from game_list l where l.list = ${COMPANY_LISTS.from}::int + company.id)`

/** A company with the number of its games, without merged games. */
export type CompanySize = { id: number; key: string; slug: string; games: number }

/** Returns the companies of these keys; unknown keys are left out. */
export const companiesByKey = (db: Db, keys: readonly string[]): Promise<CompanySize[]> =>
  plainRows(
    statement(db, 'companies_by_key', (name) =>
      db
        .select({ id: company.id, key: company.key, slug: company.slug, games: GAMES.as('games') })
        .from(company)
        .where(sql`${company.key} in (select jsonb_array_elements_text(${sql.placeholder('keys')}::text::jsonb))`)
        .prepare(name),
    ),
    { keys: JSON.stringify(keys) },
  )

/** A company as games name it. */
export type CompanyName = { key: string; slug: string; name: string }

/** Returns the stored companies of these names, by key; those that no game has are left out. */
export async function namesOfCompanies(db: Db, names: readonly string[]): Promise<ReadonlyMap<string, CompanyName>> {
  const keys = JSON.stringify([...new Set(names.map(companyKey))])
  const found = await rowsOf<CompanyName>(
    db,
    sql`select key, slug, name from company where key in (select jsonb_array_elements_text(${keys}::text::jsonb))`,
  )
  return new Map(found.map((company) => [company.key, company]))
}

/** Most slugs that are compared with a mistyped one. */
const MOST_LIKE = 2_000

/** Returns slugs of companies that begin with these letters and digits, at most 2,000. */
export const companySlugsLike = async (db: Db, beginning: string): Promise<string[]> => {
  const rows = await rowsOf<{ slug: string }>(
    db,
    sql`select slug from company where slug like ${`${beginning}%`} limit ${MOST_LIKE}`,
  )
  return rows.map(({ slug }) => slug)
}
