import { type PartialDate, PRECISIONS, type RecordRelease } from '#catalogue/record'
import { regionOf } from '#catalogue/vocabulary/regions'
import type { GoldenRelease } from './golden'
import { type Provenance, type ProvenanceName, releaseMember } from './provenance'
import { choose, type Ranked, type Stated, unionProvenance } from './rank'

type Slot = { platform: string; region: string; edition: string; stated: Stated<RecordRelease>[] }

/** The package a title names is that of its releases: Skyrim Special Edition is an edition of Skyrim. */
export function recordReleases({ record, edition }: Ranked): RecordRelease[] {
  const releases = record.releases ?? []
  if (releases.length === 0) return []
  const released = releases.length === 1 ? record.released : undefined
  return releases.map((release) => ({
    ...(released && { released }),
    ...(edition && { edition }),
    ...release,
    ...(release.region !== undefined && { region: regionOf(release.region) }),
  }))
}

/** Key of a release within its game, which also orders releases: platform, region and edition. */
export const releaseKey = ({ platform, region, edition }: RecordRelease) =>
  [platform, region ?? '', edition ?? ''].join('|')

function slotsOf(ranked: readonly Ranked[]): Map<string, Slot> {
  const slots = new Map<string, Slot>()
  for (const by of ranked) {
    for (const value of recordReleases(by)) {
      const { platform, region = '', edition = '' } = value
      const slot = slots.get(releaseKey(value))
      if (slot) slot.stated.push({ by, value })
      else slots.set(releaseKey(value), { platform, region, edition, stated: [{ by, value }] })
    }
  }
  return slots
}

/** The place of a date's precision among `PRECISIONS`: the more precise, the lower. */
export const precisionOf = (date: PartialDate) => PRECISIONS.indexOf(date.precision)

/** The beginning of every date of a period, or for a quarter the dates of its months. */
function isWithin({ date }: PartialDate, period: PartialDate): boolean {
  if (period.precision === 'year') return date.startsWith(period.date.slice(0, 4))
  if (period.precision === 'month') return date.startsWith(period.date.slice(0, 7))
  const quarter = ({ date: day }: PartialDate) => Math.floor((Number(day.slice(5, 7)) - 1) / 3)
  return date.startsWith(period.date.slice(0, 4)) && quarter({ date, precision: 'day' }) === quarter(period)
}

/** Whether two dates are the same one, though one of them may be known more exactly. */
export function coincide(one: PartialDate, other: PartialDate): boolean {
  const [sharp, blunt] = precisionOf(one) < precisionOf(other) ? [one, other] : [other, one]
  return blunt.precision === 'day' ? sharp.date === blunt.date : isWithin(sharp, blunt)
}

/** What the records of a slot state for one field of the release, best first. */
function fieldOf<V>(slot: Slot, pick: (release: RecordRelease) => V | undefined): Stated<V>[] {
  return slot.stated.flatMap(({ by, value }) => {
    const stated = pick(value)
    return stated === undefined ? [] : [{ by, value: stated }]
  })
}

/** The best of some dates: of those that lie within the best-ranked one the most precise, for it says the same and more. */
export function chooseDate(
  provenance: Provenance,
  field: ProvenanceName,
  stated: Stated<PartialDate>[],
): PartialDate | undefined {
  const [best] = stated
  if (!best) return undefined
  const sharper = stated
    .filter(({ value }) => precisionOf(value) < precisionOf(best.value) && isWithin(value, best.value))
    .sort((one, other) => precisionOf(one.value) - precisionOf(other.value))[0]
  if (!sharper) return choose(provenance, field, stated)
  return choose(provenance, field, [sharper, ...stated.filter((date) => date !== sharper)], 'completeness')
}

function toRelease(slot: Slot, provenance: Provenance): GoldenRelease {
  const { platform, region, edition } = slot
  const member = releaseMember(slot)
  const details: Provenance = {}
  const released = chooseDate(
    details,
    `${member}.released`,
    fieldOf(slot, (release) => release.released),
  )
  const salesCopies = choose(
    details,
    `${member}.salesCopies`,
    fieldOf(slot, (release) => release.salesCopies),
  )
  // The release itself says who alone states it; only what several state is worth an entry of its own.
  if (slot.stated.length > 1) Object.assign(provenance, details)
  return { platform, region, edition, ...(released && { released }), ...(salesCopies !== undefined && { salesCopies }) }
}

/**
 * Every package any record names, by platform, region and edition, each value the best one stated for it. Into `provenance`
 * go those whose platform `isOpen`.
 */
export function mergeReleases(
  ranked: readonly Ranked[],
  isOpen: (platform: string) => boolean,
  provenance: Provenance,
): GoldenRelease[] {
  const slots = [...slotsOf(ranked)].sort(([one], [other]) => (one < other ? -1 : 1))
  const open = slots.filter(([, { platform }]) => isOpen(platform))
  const added = ranked.flatMap((by) => {
    const members = open.filter(([, slot]) => slot.stated[0]?.by === by).map(([, slot]) => releaseMember(slot))
    return members.length > 0 ? [{ by, value: members }] : []
  })
  if (added.length > 0) provenance.releases = unionProvenance(added)
  return slots.map(([, slot]) => toRelease(slot, isOpen(slot.platform) ? provenance : {}))
}
