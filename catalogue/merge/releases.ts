import type { RecordRelease } from '#catalogue/record'
import { chooseDate } from './choose-date'
import type { GoldenRelease } from './golden'
import { lostPlatforms } from './lost-platforms'
import { type Provenance, releaseMember } from './provenance'
import { addLosers, choose, type Ranked, type Stated, unionProvenance } from './rank'

/** A release with the values that records state for it, best first. */
type Slot = { platform: string; region: string; edition: string; stated: Stated<RecordRelease>[] }

/** Key of a release within its game, which also orders releases: platform, region and edition. */
export const releaseKey = ({ platform, region, edition }: RecordRelease) =>
  [platform, region ?? '', edition ?? ''].join('|')

function slotsOf(ranked: readonly Ranked[]): Map<string, Slot> {
  const slots = new Map<string, Slot>()
  for (const by of ranked) {
    for (const value of by.releases) {
      const { platform, region = '', edition = '' } = value
      const slot = slots.get(releaseKey(value))
      if (slot) slot.stated.push({ by, value })
      else slots.set(releaseKey(value), { platform, region, edition, stated: [{ by, value }] })
    }
  }
  return slots
}

/** Returns the values that records state for one field of a release, best first. */
function fieldOf<V>(slot: Slot, pick: (release: RecordRelease) => V | undefined): Stated<V>[] {
  return slot.stated.flatMap(({ by, value }) => {
    const stated = pick(value)
    return stated === undefined ? [] : [{ by, value: stated }]
  })
}

function toRelease(slot: Slot, provenance: Provenance): GoldenRelease {
  const { platform, region, edition } = slot
  const member = releaseMember(slot)
  const details: Provenance = {}
  const released = chooseDate(
    details,
    `${member}.released`,
    platform,
    fieldOf(slot, (release) => release.released),
  )
  const salesCopies = choose(
    details,
    `${member}.salesCopies`,
    fieldOf(slot, (release) => release.salesCopies),
  )
  // The provenance of `releases` names the record that adds a release: its values need provenance only if several describe it, or
  // if a value was lost.
  if (slot.stated.length > 1 || (!released && details[`${member}.released`])) Object.assign(provenance, details)
  return { platform, region, edition, ...(released && { released }), ...(salesCopies !== undefined && { salesCopies }) }
}

/**
 * Returns every release that any record states, by key, each value the best one stated. Releases on platforms that lost are left out,
 * and those on overridden platforms get no provenance.
 */
export function mergeReleases(
  ranked: readonly Ranked[],
  isOverridden: (platform: string) => boolean,
  provenance: Provenance,
): GoldenRelease[] {
  const lost = lostPlatforms(ranked)
  const isLost = ({ platform }: Slot) => lost.has(platform) && !isOverridden(platform)
  const every = [...slotsOf(ranked)].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, slot]) => slot)
  const slots = lost.size > 0 ? every.filter((slot) => !isLost(slot)) : every
  const added = addedBy(
    ranked,
    slots.filter(({ platform }) => !isOverridden(platform)),
  )
  if (added.length > 0) provenance.releases = unionProvenance(added)
  if (slots.length < every.length)
    for (const slot of every.filter(isLost)) {
      const claims = slot.stated.map(({ by }) => ({ by, value: [releaseMember(slot)] }))
      addLosers(provenance, 'releases', lost.get(slot.platform) ?? 'lone_platform', claims)
    }
  return slots.map((slot) => toRelease(slot, isOverridden(slot.platform) ? {} : provenance))
}

/** Returns the names of the releases that each record added, because no better-ranked record states them. */
function addedBy(ranked: readonly Ranked[], slots: readonly Slot[]): Stated<string[]>[] {
  return ranked.flatMap((by) => {
    const members = slots.filter(({ stated }) => stated[0]?.by === by).map(releaseMember)
    return members.length > 0 ? [{ by, value: members }] : []
  })
}
