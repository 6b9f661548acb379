import { pageOfCompanies } from '#db/company/queries'
import type { Dependencies } from '#src/dependencies'
import { readPage } from '#src/http/page'
import type { CompanyListQuery, CompanyPage } from './model'

/** Returns one page of companies, sorted by slug; `bad_cursor` if the cursor does not belong to this list. */
export const listCompanies = (
  { stores, cursors }: Dependencies,
  query: CompanyListQuery,
): Promise<CompanyPage | 'bad_cursor'> =>
  readPage(cursors, query, {
    cursorScope: 'companies',
    rowsAfter: (after, limit) => pageOfCompanies(stores.db, after && String(after[0]), limit),
    positionOf: ({ slug }) => [slug],
  })
