import type { PartialDate } from '#catalogue/record'
import { byYear, isAfterReading, isBeforePlatforms, isBorderOfYear, isNear, refines, yearOfDate } from './dates'
import type { MergeRule, Provenance, ProvenanceName } from './provenance'
import { addLosers, choose, ruleBetween, type Stated, voiceOf } from './rank'

const inYearOf =
  (date: PartialDate) =>
  ({ value }: Stated<PartialDate>): boolean =>
    yearOfDate(value) === yearOfDate(date)

/** Compares dates of one release: more trusted first, then of the record with more fields, then the earliest. */
export const byTrust = (one: Stated<PartialDate>, other: Stated<PartialDate>): number =>
  other.by.trust - one.by.trust || other.by.filledFields - one.by.filledFields || byYear(one.value, other.value)

/** Returns the rule that ranks the best date before the next one that differs. */
function ruleAmong(best: Stated<PartialDate>, dates: readonly Stated<PartialDate>[]): MergeRule | undefined {
  const next = dates.find(({ value }) => value.date !== best.value.date)
  if (!next) return undefined
  const rule = ruleBetween(best.by, next.by)
  return rule === 'trust' || rule === 'completeness' ? rule : 'earliest'
}

/** Returns the most precise date that says the same as the best one and more, if there is one. */
function refinedBy(best: PartialDate, dates: readonly Stated<PartialDate>[]): Stated<PartialDate> | undefined {
  const finer = dates.filter(({ value }) => refines(value, best))
  return finer.sort(byYearOf)[0]
}

/**
 * Returns the date of a release: of the most trusted source, then of the record with more fields, then the earliest; or the most
 * precise date within its period, which agrees with it and says more. A date from before the platform existed, or long after its record was
 * read, loses.
 */
export function chooseDate(
  provenance: Provenance,
  field: ProvenanceName,
  platform: string,
  stated: readonly Stated<PartialDate>[],
): PartialDate | undefined {
  if (stated.length === 0) return undefined
  const late = stated.filter(({ by, value }) => isAfterReading(value, by.readYear))
  const early = stated.filter(({ value }) => isBeforePlatforms(value, [platform]))
  const impossible = [...late, ...early]
  const dates = impossible.length > 0 ? stated.filter((date) => !impossible.includes(date)) : stated
  const chosen = chooseAmong(provenance, field, dates)
  addLosers(provenance, field, 'before_platform', early)
  addLosers(provenance, field, 'after_reading', late)
  return chosen
}

const byYearOf = (one: Stated<PartialDate>, other: Stated<PartialDate>): number => byYear(one.value, other.value)

/**
 * Orders dates by trust, but before a date that is more than a year later those near the earliest one that two voices come near: a shop
 * states the day on which it began to sell an old game.
 */
function byFirst(dates: readonly Stated<PartialDate>[]): { ordered: Stated<PartialDate>[]; isEarlier: boolean } {
  const ordered = dates.toSorted(byTrust)
  const [best] = ordered
  const early = best
    ? ordered.filter(({ value }) => value.date < best.value.date && !isNear(value, best.value)).sort(byYearOf)
    : []
  const first = early.find(({ by, value }) =>
    ordered.some((other) => voiceOf(other.by) !== voiceOf(by) && isNear(other.value, value)),
  )
  if (!first) return { ordered, isEarlier: false }
  const { near = [], far = [] } = Object.groupBy(ordered, ({ value }) => (isNear(value, first.value) ? 'near' : 'far'))
  return { ordered: [...near, ...far], isEarlier: true }
}

function chooseAmong(
  provenance: Provenance,
  field: ProvenanceName,
  dates: readonly Stated<PartialDate>[],
): PartialDate | undefined {
  if (dates.length === 1) return choose(provenance, field, dates)
  const { ordered, isEarlier } = byFirst(dates)
  const [best] = ordered
  if (!best) return undefined
  const finer = refinedBy(best.value, ordered)
  if (!finer) return choose(provenance, field, ordered, isEarlier ? 'earliest' : ruleAmong(best, ordered))
  const others = ordered.filter((date) => date !== finer)
  const borders = isBorderOfYear(best.value)
    ? others.filter(inYearOf(best.value)).filter(({ value }) => isBorderOfYear(value))
    : []
  const chosen = choose(provenance, field, [finer, ...others.filter((date) => !borders.includes(date))], 'completeness')
  addLosers(provenance, field, 'year_in_day', borders)
  return chosen
}
