import * as v from 'valibot'
import { MOST_RELATIONS } from '#catalogue/limits'
import { INVERSES, RELATIONS, type Relation, type RelationRuling } from '#catalogue/relation'
import { listValue, nameValue, recordRefValue } from './override-values'

const relation = v.picklist(RELATIONS, `is to name relations out of ${RELATIONS.join(', ')}`)
const inverses = new Map(INVERSES)

/** What `related` is to be, as a person says it: the games by their slugs. */
const related = v.pipe(
  listValue(v.strictObject({ slug: nameValue, relation }, 'is to list { slug, relation }'), MOST_RELATIONS),
  v.check(isOneWay, 'is not to say of one game both a relation and its opposite'),
)

function isOneWay(said: { slug: string; relation: Relation }[]): boolean {
  const names = new Set(said.map(({ slug, relation }) => `${relation} ${slug}`))
  return !said.some(({ slug, relation }) => names.has(`${inverses.get(relation)} ${slug}`))
}

/** What `related` is to be, as it is kept: the games by a record of each, those it is not related to among them. */
export const rulings = v.array(
  v.strictObject({ relation, record: recordRefValue, holds: v.boolean() }),
  'is to be a list',
)

/** What a person wants `related` to be, or what is wrong with it in words. */
export function parseRelated(
  value: unknown,
): { ok: true; related: { slug: string; relation: Relation }[] } | { ok: false; says: string } {
  const parsed = v.safeParse(related, value)
  return parsed.success
    ? { ok: true, related: parsed.output }
    : { ok: false, says: `related ${parsed.issues[0].message}` }
}

/** What a decision that is kept says of the relations of a game. */
export function rulingsIn(value: unknown): RelationRuling[] {
  const parsed = v.safeParse(rulings, value)
  return parsed.success ? parsed.output : []
}
