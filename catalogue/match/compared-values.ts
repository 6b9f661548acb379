import { namedCompanies } from '#catalogue/merge/company'
import type { Evidence } from './evidence'
import { type EvidenceCode, evidenceCode } from './evidence-code'
import type { MatchFeatures } from './features'

/** Evidence with its code, and the values that were compared: of the record that was asked about, and of the one found. */
export type ComparedEvidence = Evidence & { code: EvidenceCode; asked: string[]; found: string[] }

/** Returns evidence about two records with its code and the values that it compares; none for evidence about whole records. */
export function comparedEvidence(evidence: Evidence, asked: MatchFeatures, found: MatchFeatures): ComparedEvidence {
  const coded = { ...evidence, code: evidenceCode(evidence) }
  if (evidence.field === 'id') return { ...coded, ...sharedIds(asked, found) }
  return { ...coded, asked: valuesOf(evidence.field, asked), found: valuesOf(evidence.field, found) }
}

/** Returns the ids that both records have; the key of a record is an id of its source. */
function sharedIds(asked: MatchFeatures, found: MatchFeatures): { asked: string[]; found: string[] } {
  const ids = idsOf(found)
  const shared = idsOf(asked).filter((id) => ids.includes(id))
  return { asked: shared, found: shared }
}

const idsOf = ({ ids, item: { ref } }: MatchFeatures): string[] => [
  ...new Set([[ref.source, ref.key], ...ids].map(([space, id]) => `${space}:${id}`)),
]

function valuesOf(field: string, { item: { record }, year, platforms }: MatchFeatures): string[] {
  if (field === 'title') return [record.title]
  if (field === 'year') return year === undefined ? [] : [String(year)]
  if (field === 'company') return [...new Set(namedCompanies(record))]
  return field === 'platform' ? [...new Set(platforms)] : []
}
