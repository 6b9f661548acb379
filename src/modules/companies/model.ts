import { t } from 'elysia'
import { Cursor, PageSize, pageShape, Whole } from '#src/wire/fields'

export const CompanyListQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type CompanyListQuery = typeof CompanyListQuery.static

const Company = t.Object(
  {
    slug: t.String({ description: 'Name of the company in filters' }),
    name: t.String({ description: 'What it is called today' }),
    aliases: t.Array(t.String(), { description: 'Other spellings that sources use, and names it had before' }),
    games: Whole({ description: 'Games it developed or published' }),
  },
  { title: 'Company', description: 'Who develops or publishes games' },
)

export const CompanyPage = pageShape(Company, { title: 'CompanyPage', description: 'A page of companies, by slug' })
export type CompanyPage = typeof CompanyPage.static
