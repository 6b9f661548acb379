import { splitCompanies } from '#catalogue/clean/company'
import type { CatalogueRecord, PartialDate } from '#catalogue/record'
import { partitionWords } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'

/** Facts about a game that somebody looks for, in the words of a list: `ids` by source or shop. */
export type AskedFacts = {
  title: string
  released?: PartialDate | undefined
  platforms?: readonly string[]
  companies?: readonly string[]
  ids?: Readonly<Record<string, string>>
}

/** Returns the record of such facts, as a source would map them. Words that the vocabulary does not know are kept as unknown. */
export function askedRecord(
  { title, released, platforms = [], companies = [], ids = {} }: AskedFacts,
  vocabulary: Vocabulary,
): CatalogueRecord {
  const { known, unknown } = partitionWords(platforms, (word) => vocabulary.platform(word)?.slug)
  const names = companies.flatMap(splitCompanies)
  return {
    title,
    ...(released && { released }),
    ...(known.length > 0 && { releases: known.map((platform) => ({ platform })) }),
    ...(unknown.length > 0 && { unknown: { platforms: unknown } }),
    ...(names.length > 0 && { developers: names }),
    ...(Object.keys(ids).length > 0 && { externalIds: { ...ids } }),
  }
}

/** Returns a year as a date of that precision. */
export const yearDate = (year: number): PartialDate => ({
  date: `${String(year).padStart(4, '0')}-01-01`,
  precision: 'year',
})
