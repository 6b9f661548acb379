import { pageOfCompanies } from '#db/company/queries'
import type { Dependencies } from '#src/dependencies'
import { readPage } from '#src/http/page'
import type { CompanyListQuery, CompanyPage } from './model'

/** One page of companies by slug, and where the next one begins; `bad_cursor` where the cursor is not of this list. */
export const listCompanies = (
  { stores, cursors }: Dependencies,
  query: CompanyListQuery,
): Promise<CompanyPage | 'bad_cursor'> =>
  readPage(cursors, query, {
    order: 'companies',
    rowsAfter: (after, limit) => pageOfCompanies(stores.db, after && String(after[0]), limit),
    positionOf: ({ slug }) => [slug],
  })
