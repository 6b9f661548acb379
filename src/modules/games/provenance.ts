import type { Provenance, Claim as StoredClaim } from '#catalogue/merge/provenance'
import { sourcesBySlug } from '#db/source/queries'
import type { Db } from '#db/stores'
import type { Claim, FieldProvenance } from './provenance-model'

/** Returns the provenance of each field of a game as the service shows it: with the licence of each claim's source. */
export async function toProvenance(db: Db, stored: Provenance = {}): Promise<Record<string, FieldProvenance>> {
  const fields = Object.entries(stored)
  const claims = fields.flatMap(([, { winners, losers }]) => [...winners, ...losers])
  const slugs = [...new Set(claims.map(({ by }) => by.source))]
  const sources = slugs.length > 0 ? await sourcesBySlug(db, slugs) : []
  const licences = new Map(sources.map(({ slug, licence }) => [slug, licence]))
  return Object.fromEntries(
    fields.map(([field, { rule, winners, losers, lock, disputed = false, counts }]) => [
      field,
      {
        rule,
        winners: winners.map(toClaim(licences)),
        losers: losers.map(toClaim(licences)),
        disputed,
        ...(lock && { lock }),
        ...(counts && { counts }),
      },
    ]),
  )
}

const toClaim =
  (licences: ReadonlyMap<string, string>) =>
  ({ by, value, rule }: StoredClaim): Claim => ({
    ...by,
    value,
    licence: licences.get(by.source) ?? null,
    ...(rule && { rule }),
  })
