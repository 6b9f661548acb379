import type { createClient } from '../client'
import type { FieldProvenance } from '../modules/games/model'

type Client = ReturnType<typeof createClient>

const LOOKED_AT = 100
const SOURCES = 3

/** One game that three sources agree on, and one they disagree on, each told in a line: proof that merging happened. */
export async function agreement(client: Client): Promise<string[]> {
  const { data } = await client.v1.games.get({ query: { sort: '-popularity', limit: LOOKED_AT } })
  let agreed: string | undefined
  let disputed: string | undefined
  for (const { slug } of data?.items ?? []) {
    if (agreed && disputed) break
    const told = await tell(client, slug)
    agreed ??= told?.agreed
    disputed ??= told?.disputed
  }
  return [agreed, disputed].flatMap((line) => line ?? [])
}

async function tell(client: Client, slug: string): Promise<{ agreed?: string; disputed?: string } | undefined> {
  const { data } = await client.v1.games({ slug }).get({ query: { include: 'provenance' } })
  const sources = [...new Set(data?.attribution.map(({ source }) => source))]
  if (!data || data.year === null || sources.length < SOURCES) return undefined
  const provenance = data.provenance as Record<string, FieldProvenance> | undefined // safe: Eden loses the values of a record type
  const dispute = Object.entries(provenance ?? {}).find(([field, { losers }]) => isDate(field) && losers.length > 0)
  if (!dispute) return { agreed: `${sources.join(', ')} agree on ${data.title} (${data.year}).` }
  return { disputed: `${data.title}: ${sidesOf(dispute[1])}.` }
}

/** Dates stand under the game and under each of its releases. */
const isDate = (field: string): boolean => field === 'released' || field.endsWith('.released')

function sidesOf({ winners, losers, rule }: FieldProvenance): string {
  const [winner] = winners
  const [loser] = losers
  return `${winner?.source} says it came out ${stated(winner)}, ${loser?.source} says ${stated(loser)}; ${winner?.source} is kept by ${rule}`
}

function stated(claim: { value: unknown } | undefined): string {
  const value = claim?.value
  return String(typeof value === 'object' && value !== null && 'date' in value ? value.date : value)
}
