import { preferredType } from '#src/http/accept'
import type { LostPage } from '#src/http/gate'
import { documentFor, type ExplorerPage, sendMissing } from './page'

const TYPES = ['application/problem+json', 'application/json', 'text/html'] as const

/** Returns what a browser gets below `/explorer/` where no page is: the explorer, which says so, as 404. */
export const createLostPage =
  (page: ExplorerPage): LostPage =>
  async (path, to) => {
    const { method, headers } = to.request
    if (
      method !== 'GET' ||
      !path.startsWith('/explorer/') ||
      preferredType(headers.get('accept'), TYPES) !== 'text/html'
    )
      return undefined
    to.set.headers.vary = `${to.set.headers.vary}, Accept, Accept-Language, Cookie`
    return sendMissing(await documentFor(page, to.request), to)
  }
