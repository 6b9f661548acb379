import type { Client } from '@elastic/elasticsearch'
import { FILLING, isIndexOf, mappings, SERVING, settings } from './mapping'

/** Creates an empty index with the settings for filling it. It is not behind the alias yet. */
export async function createIndex(client: Client, index: string): Promise<void> {
  await client.indices.create({ index, settings: { ...settings, ...FILLING }, mappings })
}

/** Returns the index behind an alias, or `undefined` if there is none. */
export async function servedIndex(client: Client, alias: string): Promise<string | undefined> {
  const found = await client.indices.getAlias({ name: alias }, { ignore: [404], meta: true })
  return found.statusCode === 404 ? undefined : Object.keys(found.body)[0]
}

/** Gives the index the settings for serving and points the alias at it instead of the old one, in one atomic step. */
export async function serve(client: Client, alias: string, index: string): Promise<void> {
  await client.indices.putSettings({ index, settings: SERVING })
  const served = await servedIndex(client, alias)
  const remove = served && served !== index ? [{ remove: { index: served, alias } }] : []
  await client.indices.updateAliases({ actions: [{ add: { index, alias } }, ...remove] })
}

/** Drops every index created for the alias except this one: the one served before, and those of failed rebuilds. */
export async function dropOthers(client: Client, alias: string, index: string): Promise<void> {
  const all = await client.indices.get({ index: `${alias}-v*`, features: ['aliases'] })
  const others = Object.keys(all).filter((name) => name !== index && isIndexOf(alias, name))
  for (const other of others) await dropIndex(client, other)
}

/** Drops an index. Does nothing if it does not exist. */
export async function dropIndex(client: Client, index: string): Promise<void> {
  await client.indices.delete({ index, ignore_unavailable: true })
}
