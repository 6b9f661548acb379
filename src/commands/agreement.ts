import type { createClient } from '../client'
import type { FieldProvenance } from '../modules/games/model'

type Client = ReturnType<typeof createClient>

const LOOKED_AT = 100

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
  const provenance = data?.provenance as Record<string, FieldProvenance> | undefined // safe: Eden loses the values of a record type
  const year = provenance?.released
  const sources = new Set(data?.attribution.map((source) => source.source))
  if (!data || !year || sources.size < 3) return undefined
  if (year.losers.length === 0)
    return { agreed: `${[...sources].join(', ')} agree: ${data.title} came out in ${data.year}.` }
  const [winner] = year.winners
  const [loser] = year.losers
  return {
    disputed: `${data.title}: ${winner?.source} says ${stated(winner)}, ${loser?.source} says ${stated(loser)}; kept by ${year.rule}.`,
  }
}

const stated = (claim: { value: unknown } | undefined): string => {
  const value = claim?.value
  const date = typeof value === 'object' && value !== null && 'date' in value ? value.date : value
  return String(date)
}
