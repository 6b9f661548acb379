import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { ApiStore } from '#seed/contract/api-store'
import type { Page } from '#seed/contract/record'
import type { OpenedInput } from '#seed/contract/source'
import type { ApiDefinition } from './definition'

const RESPONSES_PER_QUERY = 20

/**
 * Opens every archived response of an API as one input, oldest first. Sends no request.
 *
 * @throws {Failure} `usage` if nothing is archived yet
 */
export async function openArchive(
  { name, split }: Pick<ApiDefinition, 'name' | 'split'>,
  store: ApiStore,
): Promise<Pick<OpenedInput, 'fingerprint' | 'pages'>> {
  const { count, last } = await store.count()
  if (count === 0)
    throw new Failure('usage', `No response of ${name} is archived yet: run this first without --from-archive.`)
  return {
    fingerprint: `archive ${last}`,
    pages: (after) => readArchive(store, split, { after: Number(after?.answer ?? 0), last, count }),
  }
}

async function* readArchive(
  store: ApiStore,
  split: ApiDefinition['split'],
  { after, last, count }: { after: number; last: number; count: number },
): Stream<Page> {
  for (let at = after, done = 0; at < last; ) {
    const responses = await store.list(at, RESPONSES_PER_QUERY)
    if (responses.length === 0) return
    for (const { id, text } of responses) {
      if (id > last) return
      const content = split(JSON.parse(text), { answer: id }) ?? { records: [], unparsable: [] }
      yield { ...content, checkpoint: { answer: id }, done: ++done, total: count }
      at = id
    }
  }
}
