import { t } from 'elysia'
import { Cursor, PageSize, pageShape, Typed, Used, Whole } from '#src/wire/fields'

export const CompanyListQuery = t.Object({
  q: t.Optional(
    Typed(
      'Part of a name, 1 to 200 characters: the beginning of any of its words; case, accents and legal forms do not matter',
      'valv',
    ),
  ),
  used: t.Optional(Used),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type CompanyListQuery = typeof CompanyListQuery.static

const Company = t.Object(
  {
    slug: t.String({ description: 'Slug, used in filters' }),
    name: t.String({ description: 'Current name' }),
    aliases: t.Array(t.String(), {
      description: 'Other spellings that sources use, and other and former names that they state',
    }),
    games: Whole({ description: 'Number of games it developed or published' }),
    parent: t.Nullable(
      t.Object({
        slug: t.Nullable(t.String({ description: 'Slug; null if it has no games here' })),
        name: t.String({ description: 'Name, as the source writes it' }),
        source: t.String({ description: 'Slug of the source that states it' }),
      }),
      { description: 'Company that owns it; null if no source states one. Their games are counted apart' },
    ),
  },
  { title: 'Company', description: 'Developer or publisher of games' },
)

export const CompanyPage = pageShape(Company, {
  title: 'CompanyPage',
  description: 'A page of companies, sorted by slug; with `q` those whose name begins with it come first',
})
export type CompanyPage = typeof CompanyPage.static
