import type { FacetMode, FacetRow } from '../../parts/facet'
import type { FilterFacet } from './filters'

/** A facet whose values are searched. */
export type ChooserProps = {
  name: FilterFacet
  /** Values that are chosen or were counted. */
  rows: readonly FacetRow[]
  chosen: ReadonlyMap<string, FacetMode>
  onChoose: (values: readonly string[], mode: FacetMode | undefined) => void
}
