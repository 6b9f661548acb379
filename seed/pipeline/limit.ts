import type { Stream } from '#lib/iterate'
import type { Page } from '#seed/contract/record'

/** The first `limit` records of a run that has read `read` before, refused ones counted; no page is asked for in vain. */
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
