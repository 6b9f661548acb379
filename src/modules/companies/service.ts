import { pageOfCompanies } from '#db/company/queries'
import type { Dependencies } from '../../http/dependencies'
import { numberOf } from '../../http/wire'
import type { CompanyListQuery, CompanyPage } from './model'

const PAGE_SIZE = 20
const ORDER = 'companies'

/** One page of companies by slug, and where the next one begins; `bad_cursor` where the cursor is not of this list. */
export async function listCompanies(
  { stores, cursors }: Dependencies,
  query: CompanyListQuery,
): Promise<CompanyPage | 'bad_cursor'> {
  const after = query.cursor === undefined ? undefined : cursors.open(ORDER, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const limit = numberOf(query.limit) ?? PAGE_SIZE
  const rows = await pageOfCompanies(stores.db, after && String(after[0]), limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? cursors.close(ORDER, [last.slug]) : null }
}
