import type { CatalogueRecord } from '#catalogue/record'
import type { Evidence } from './evidence'
import { type EvidenceCode, evidenceCode } from './evidence-code'
import type { MatchFeatures } from './features'

/** Evidence with its code, and the values that were compared: of the record that was asked about, and of the one found. */
export type ComparedEvidence = Evidence & { code: EvidenceCode; asked: string[]; found: string[] }

/** Returns evidence about two records with its code and the values that it compares; none for evidence about whole records. */
export const comparedEvidence = (evidence: Evidence, asked: MatchFeatures, found: MatchFeatures): ComparedEvidence => ({
  ...evidence,
  code: evidenceCode(evidence),
  asked: valuesOf(evidence.field, asked),
  found: valuesOf(evidence.field, found),
})

function valuesOf(field: string, { item: { record }, year, platforms, ids }: MatchFeatures): string[] {
  if (field === 'title') return [record.title]
  if (field === 'year') return year === undefined ? [] : [String(year)]
  if (field === 'company') return companiesOf(record)
  if (field === 'platform') return [...new Set(platforms)]
  return field === 'id' ? ids.map(([space, id]) => `${space}:${id}`) : []
}

const companiesOf = ({ developers = [], publishers = [] }: CatalogueRecord): string[] => [
  ...new Set([...developers, ...publishers]),
]
