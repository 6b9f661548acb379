import { api } from '../../state/api'
import { sendRaw } from '../../state/raw'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { listBody } from './list-text'

type CollectionApi = ReturnType<typeof api.me.collections>
type Answer<Call extends (...given: never[]) => Promise<{ data: unknown }>> = NonNullable<
  Awaited<ReturnType<Call>>['data']
>

/** A collection with its numbers. */
export type CollectionData = Answer<typeof api.me.collections.get>['items'][number]
/** An item of a collection. */
export type ItemData = Answer<CollectionApi['items']['get']>['items'][number]
/** An item for which a game is to be chosen, with those that it may be. */
export type UnmatchedData = Answer<CollectionApi['unmatched']['get']>['items'][number]
/** Result of an import, or of a look at it. */
export type ReportData = Answer<CollectionApi['import']['post']>

/** Returns the calls that are about one collection. */
export const collectionApi = (name: string) => api.me.collections({ name: encodeURIComponent(name) })

/** Returns the path of a collection, for requests that are no JSON. */
export const collectionPath = (name: string): string => `/v1/me/collections/${encodeURIComponent(name)}`

/** Says which game an item is; `null` for none of the catalogue. */
export const chooseGame = (name: string, item: string, game: string | null): Promise<Outcome<ItemData>> =>
  outcomeOf(collectionApi(name).items({ item }).patch({ game }))

/** Sends a list into a collection, as text: JSON, CSV, or titles, one on each line. */
export function bringListIn(name: string, list: string, isDryRun: boolean): Promise<Outcome<ReportData>> {
  const [type, body] = listBody(list)
  const path = `${collectionPath(name)}/import?dryRun=${isDryRun}`
  const init = { method: 'POST', headers: { 'content-type': type }, body }
  return sendRaw(path, init, async (response) => (await response.json()) as ReportData) // safe: the schema of the answer
}
