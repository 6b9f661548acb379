import type { Stream } from '#lib/iterate'
import type { Page } from '#seed/contract/record'

/**
 * Yields pages until the run has read `limit` records, counting refused ones and the `read` records before a resume.
 * Requests no page it does not need.
 */
export async function* limited(pages: Stream<Page>, limit: number | undefined, read = 0): Stream<Page> {
  let left = limit === undefined ? Number.POSITIVE_INFINITY : limit - read
  if (left <= 0) return
  for await (const page of pages) {
    const records = page.records.slice(0, left)
    const unparsable = page.unparsable.slice(0, left - records.length)
    yield { ...page, records, unparsable }
    left -= records.length + unparsable.length
    if (left <= 0) return
  }
}
