import type { Client } from '@elastic/elasticsearch'
import * as v from 'valibot'
import { Acknowledged, DocumentCount, IndexNames, Refreshed, readAnswer } from './answer'
import { DEADLINES_MS } from './deadlines'
import { FILLING, isIndexOf, mappings, SERVING, settings } from './mapping'
import { askTwice } from './twice'

const CHANGE = { requestTimeout: DEADLINES_MS.change }

/** Creates an empty index with the settings for filling it. It is not behind the alias yet. */
export async function createIndex(client: Client, index: string): Promise<void> {
  const created = await client.indices.create({ index, settings: { ...settings, ...FILLING }, mappings }, CHANGE)
  readAnswer(Acknowledged, created)
}

/** Returns the index behind an alias, or `undefined` if there is none. */
export const servedIndex = async (client: Client, alias: string): Promise<string | undefined> =>
  (await servedIndices(client, alias))[0]

/** Returns every index behind an alias. */
export async function servedIndices(client: Client, alias: string): Promise<string[]> {
  const { statusCode, body } = await askTwice(DEADLINES_MS.ask, (options) =>
    client.indices.getAlias({ name: alias }, { ...options, ignore: [404], meta: true }),
  )
  if (statusCode !== 404) return Object.keys(readAnswer(OneOrMore, body))
  readAnswer(NoAlias, body)
  return []
}

/** Response if an alias exists. */
const OneOrMore = v.pipe(
  IndexNames,
  v.check((names) => Object.keys(names).length > 0),
)

/** Response if an alias does not exist. Another server can answer 404 to anything. */
const NoAlias = v.object({ error: v.string(), status: v.literal(404) })

/** Gives the index the settings for serving and points the alias at it instead of the old one, in one atomic step. */
export async function serve(client: Client, alias: string, index: string): Promise<void> {
  readAnswer(Acknowledged, await client.indices.putSettings({ index, settings: SERVING }, CHANGE))
  const served = (await servedIndices(client, alias)).filter((other) => other !== index)
  const remove = served.map((other) => ({ remove: { index: other, alias } }))
  readAnswer(
    Acknowledged,
    await client.indices.updateAliases({ actions: [{ add: { index, alias } }, ...remove] }, CHANGE),
  )
}

/** Drops every index created for the alias except this one: the one served before, and those of failed rebuilds. */
export async function dropOthers(client: Client, alias: string, index: string): Promise<void> {
  const all = await askTwice(DEADLINES_MS.ask, (options) =>
    client.indices.get({ index: `${alias}-v*`, features: ['aliases'] }, options),
  )
  const others = Object.keys(readAnswer(IndexNames, all)).filter((name) => name !== index && isIndexOf(alias, name))
  for (const other of others) await dropIndex(client, other)
}

/** Drops an index. Does nothing if it does not exist. */
export async function dropIndex(client: Client, index: string): Promise<void> {
  readAnswer(Acknowledged, await client.indices.delete({ index, ignore_unavailable: true }, CHANGE))
}

/** Makes the documents written so far visible to searches. */
export async function refreshIndex(client: Client, index: string): Promise<void> {
  readAnswer(Refreshed, await client.indices.refresh({ index }, { requestTimeout: DEADLINES_MS.refresh }))
}

/** Counts the documents that searches see. */
export async function countDocuments(client: Client, index: string): Promise<number> {
  const counted = await askTwice(DEADLINES_MS.page, (options) => client.count({ index }, options))
  return readAnswer(DocumentCount, counted).count
}
