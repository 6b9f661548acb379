import { companySlug } from '#catalogue/merge/company'
import { pageOfCompanies } from '#db/company/queries'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, readPage } from '#src/http/page'
import type { CompanyListQuery, CompanyPage } from './model'

/** Returns one page of companies; `bad_cursor` if the cursor was not made for this list, name and `used`. */
export async function listCompanies(
  { stores, cursors }: Dependencies,
  query: CompanyListQuery,
): Promise<CompanyPage | 'bad_cursor'> {
  const name = query.q === undefined ? undefined : nameOf(query.q)
  // A text without letters and digits is no part of any name.
  if (name === '') return { items: [], next: null }
  const filters = { ...(name !== undefined && { name }), isUsed: query.used === 'true' }
  const page = await readPage(cursors, query, {
    scope: cursorScope('companies', { ...query, q: name, used: filters.isUsed }),
    rowsAfter: (after, limit) =>
      pageOfCompanies(stores.db, filters, after && { rank: Number(after[0]), slug: String(after[1]) }, limit),
    positionOf: ({ rank, slug }) => [rank, slug],
  })
  return page === 'bad_cursor' ? page : { ...page, items: page.items.map(({ rank: _, ...company }) => company) }
}

/** Returns a name as slugs have it. A legal form alone, which no slug has at its end, may be the beginning of a word: `co`. */
const nameOf = (q: string): string => companySlug(q) || companySlug(`${q} x`).replace(/-?x$/, '')
