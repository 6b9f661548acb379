import type { createClient } from '#src/client'
import type { Claim, FieldProvenance } from '#src/modules/games/model'

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
  const dispute = Object.entries(provenance ?? {}).find(([field, decision]) => isDate(field) && differs(decision))
  if (dispute) return { disputed: `${data.title}: ${sidesOf(dispute[1])}.` }
  return provenance?.title?.losers.length
    ? undefined
    : { agreed: `${sources.join(', ')} agree on ${data.title} (${data.year}).` }
}

/** Dates stand under the game and under each of its releases. */
const isDate = (field: string): boolean => field === 'released' || field.endsWith('.released')

/** Whether sources name different years. One that knows only the year does not disagree with one that knows the day. */
const differs = ({ winners, losers }: FieldProvenance): boolean =>
  new Set([...winners, ...losers].map((claim) => dateOf(claim).slice(0, 4))).size > 1

function sidesOf({ winners, losers, rule }: FieldProvenance): string {
  const [winner] = winners
  const loser = losers.find((claim) => dateOf(claim).slice(0, 4) !== dateOf(winner).slice(0, 4))
  return `${winner?.source} says it came out ${dateOf(winner)}, ${loser?.source} says ${dateOf(loser)}; ${winner?.source} is kept by ${rule}`
}

/** The date of a claim, as exactly as it is known. */
function dateOf(claim: Claim | undefined): string {
  const { date, precision } = (claim?.value ?? {}) as { date?: string; precision?: string } // safe: both are optional, and so told
  return (precision === 'year' ? date?.slice(0, 4) : date) ?? 'nothing'
}
