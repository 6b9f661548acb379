import type { Provenance } from './provenance'
import type { Ranked } from './rank'
import { slugOf } from './slug'
import { union } from './union'

/** The series that any record puts the game in, each once under the best-ranked of its spellings. */
export const mergeSeries = (ranked: readonly Ranked[], provenance: Provenance): string[] =>
  union(
    provenance,
    'series',
    ranked,
    ({ record }) => record.series?.map((name) => name.trim()),
    (name) => (name === '' ? '' : slugOf(name)),
  )
