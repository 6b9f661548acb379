import type { Client } from '@elastic/elasticsearch'
import { FILLING, isIndexOf, mappings, SERVING, settings } from './mapping'

/** Makes an empty index that is quick to fill and not yet served. */
export async function createIndex(client: Client, index: string): Promise<void> {
  await client.indices.create({ index, settings: { ...settings, ...FILLING }, mappings })
}

/** The index behind an alias, if there is one. */
export async function servedIndex(client: Client, alias: string): Promise<string | undefined> {
  const found = await client.indices.getAlias({ name: alias }, { ignore: [404], meta: true })
  return found.statusCode === 404 ? undefined : Object.keys(found.body)[0]
}

/** Points the alias at this index and at no other, in one step. */
export async function serve(client: Client, alias: string, index: string): Promise<void> {
  await client.indices.putSettings({ index, settings: SERVING })
  const served = await servedIndex(client, alias)
  const remove = served && served !== index ? [{ remove: { index: served, alias } }] : []
  await client.indices.updateAliases({ actions: [{ add: { index, alias } }, ...remove] })
}

/** Drops every index ever made for the alias but this one: the one served before, and what broken rebuilds left. */
export async function dropOthers(client: Client, alias: string, index: string): Promise<void> {
  const all = await client.indices.get({ index: `${alias}-v*`, features: ['aliases'] })
  const others = Object.keys(all).filter((name) => name !== index && isIndexOf(alias, name))
  for (const other of others) await dropIndex(client, other)
}

/** Drops an index; one that is gone already is fine. */
export async function dropIndex(client: Client, index: string): Promise<void> {
  await client.indices.delete({ index, ignore_unavailable: true })
}
