import type { createClient } from '#src/client/index'
import type { Claim, FieldProvenance } from '#src/modules/games/provenance-model'

type Client = ReturnType<typeof createClient>

const LISTED_GAMES = 100
const MIN_SOURCES = 3

/**
 * Returns one line about a game that three sources agree on and one about a game whose release year they state
 * differently, as proof that merging works. Looks at the 100 most popular games; a line is left out if no game fits.
 */
export async function agreement(client: Client): Promise<string[]> {
  const { data } = await client.v1.games.get({ query: { sort: '-popularity', limit: LISTED_GAMES } })
  let agreed: string | undefined
  let disputed: string | undefined
  for (const { slug } of data?.items ?? []) {
    if (agreed && disputed) break
    const lines = await describeGame(client, slug)
    agreed ??= lines?.agreed
    disputed ??= lines?.disputed
  }
  return [agreed, disputed].flatMap((line) => line ?? [])
}

async function describeGame(client: Client, slug: string): Promise<{ agreed?: string; disputed?: string } | undefined> {
  const { data } = await client.v1.games({ slug }).get({ query: { include: 'provenance' } })
  const sources = [...new Set(data?.attribution.map(({ source }) => source))]
  if (!data || data.year === null || sources.length < MIN_SOURCES) return undefined
  const provenance = data.provenance as Record<string, FieldProvenance> | undefined // safe: Eden loses the values of a record type
  const dispute = Object.entries(provenance ?? {}).find(([field, decision]) => isDate(field) && differs(decision))
  if (dispute) return { disputed: `${data.title}: ${sidesOf(dispute[1])}.` }
  return provenance?.title?.losers.length
    ? undefined
    : { agreed: `${sources.join(', ')} agree on ${data.title} (${data.year}).` }
}

/** True for the fields with a date: that of the game and that of each release. */
const isDate = (field: string): boolean => field === 'released' || field.endsWith('.released')

/** True if sources state different years. A source that knows only the year agrees with one that knows the day. */
const differs = ({ winners, losers }: FieldProvenance): boolean =>
  new Set([...winners, ...losers].map((claim) => dateOf(claim).slice(0, 4))).size > 1

function sidesOf({ winners, losers, rule }: FieldProvenance): string {
  const [winner] = winners
  const loser = losers.find((claim) => dateOf(claim).slice(0, 4) !== dateOf(winner).slice(0, 4))
  return `${winner?.source} says it came out ${dateOf(winner)}, ${loser?.source} says ${dateOf(loser)}; ${winner?.source} is kept by ${rule}`
}

/** Returns the date of a claim, as precisely as it is known. */
function dateOf(claim: Claim | undefined): string {
  const { date, precision } = (claim?.value ?? {}) as { date?: string; precision?: string } // safe: both members are optional
  return (precision === 'year' ? date?.slice(0, 4) : date) ?? 'nothing'
}
