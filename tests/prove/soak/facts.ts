/** Facts of an item as an export has them. */
export type ExportedFacts = {
  status: string | null
  rating: number | null
  playtime: number | null
  notes: string | null
  store: string | null
}

const STATUSES = ['planned', 'unplayed', 'playing', 'paused', 'played', 'finished', 'completed', 'abandoned']
const STORES = ['GOG', 'Steam', 'the top collection']
const RATINGS = 101

/** Returns the facts that every write of this number has. No two numbers share their notes, by which an item is recognised. */
export const factsOf = (mark: number): ExportedFacts => ({
  status: STATUSES[mark % STATUSES.length] ?? null,
  rating: (mark % RATINGS) / 10,
  playtime: mark,
  notes: `soak ${mark}`,
  store: STORES[mark % STORES.length] ?? null,
})

/** Returns the facts as the body of a request. */
export function bodyOf(mark: number) {
  const { playtime, ...rest } = factsOf(mark)
  return { ...rest, playtimeMinutes: playtime }
}

/** Returns the number of an exported item; `undefined` if it has another text as notes. */
export function markOf({ notes }: Pick<ExportedFacts, 'notes'>): number | undefined {
  const [, digits] = /^soak (\d+)$/.exec(notes ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** True if an exported item has all facts of its number. */
export const hasFacts = (item: ExportedFacts, mark: number): boolean =>
  Object.entries(factsOf(mark)).every(([name, value]) => item[name as keyof ExportedFacts] === value) // safe: the members of the facts
