import * as v from 'valibot'
import { MOST_RELATIONS } from '#catalogue/limits'
import { INVERSES, RELATIONS, type Relation, type RelationRuling } from '#catalogue/relation'
import { listValue, nameValue, recordRefValue } from './override-values'

const relation = v.picklist(RELATIONS, `must use only these relations: ${RELATIONS.join(', ')}`)
const inverses = new Map(INVERSES)

/** Schema of `related` as a person sends it: games by slug. */
const related = v.pipe(
  listValue(v.strictObject({ slug: nameValue, relation }, 'must be a list of { slug, relation }'), MOST_RELATIONS),
  v.check(isOneWay, 'must not give one game both a relation and its inverse'),
)

function isOneWay(related: { slug: string; relation: Relation }[]): boolean {
  const names = new Set(related.map(({ slug, relation }) => `${relation} ${slug}`))
  return !related.some(({ slug, relation }) => names.has(`${inverses.get(relation)} ${slug}`))
}

/** Schema of rulings, the stored override of `related`: a record of the other game, and whether the relation holds or is denied. */
export const rulings = v.array(
  v.strictObject({ relation, record: recordRefValue, holds: v.boolean() }),
  'must be a list',
)

/** Parses `related` as a person sends it. `message` says what is wrong. */
export function parseRelated(
  value: unknown,
): { ok: true; related: { slug: string; relation: Relation }[] } | { ok: false; message: string } {
  const parsed = v.safeParse(related, value, { abortEarly: true })
  return parsed.success
    ? { ok: true, related: parsed.output }
    : { ok: false, message: `related ${parsed.issues[0].message}` }
}

/** Returns the rulings in a stored override of `related`; none if the value is not valid. */
export function rulingsIn(value: unknown): RelationRuling[] {
  const parsed = v.safeParse(rulings, value)
  return parsed.success ? parsed.output : []
}
