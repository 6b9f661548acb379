import type { Related } from '#catalogue/relation'
import type { Provenance } from './provenance'
import type { Ranked } from './rank'
import { union } from './union'

const nameOf = ({ relation, source, id }: Related) => `${relation}\n${source}\n${id}`

/** What any record says the game is to other works, each thing once, in an order of its own. */
export const mergeRelations = (ranked: readonly Ranked[], provenance: Provenance): Related[] =>
  union(provenance, 'relations', ranked, ({ record }) => record.relations, nameOf).sort((one, other) =>
    nameOf(one) < nameOf(other) ? -1 : 1,
  )
