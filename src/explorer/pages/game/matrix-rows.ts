import { labelled } from '../../state/language'
import { platformName, regionName } from '../../state/vocabulary'
import { type DescribedGame, valueOfField } from './described'
import { factWords } from './fact-words'
import { fieldToFix } from './fix-values'
import type { ClaimData, FieldClaims, ProvenanceData } from './game-data'
import { valueInWords } from './value-in-words'

/**
 * A value that a source states of a field. `raw` is it as the service has it, `rule` why it lost, if the rule of the field is not,
 * `records` those that state it.
 */
export type MatrixCell = {
  text: string
  raw: unknown
  isWon: boolean
  rule?: string | undefined
  records: readonly Pick<ClaimData, 'dataset' | 'key'>[]
}

/** A fact, with the values of each source by its slug. */
export type MatrixRow = {
  field: string
  label: string
  rule: string
  lock: NonNullable<FieldClaims['lock']> | undefined
  cells: ReadonlyMap<string, readonly MatrixCell[]>
  isDisputed: boolean
  /** True if all sources state the chosen value. */
  isUnanimous: boolean
}

type Stated = Readonly<Record<string, unknown>>

/** Fields that list what other rows say: only what they have lost is told nowhere else. */
const LISTING = new Set(['releases', 'ids'])

const RELEASE = /^releases\.([^.[]+)(?:\[([^\]]*)\])?(?:\.(\w+))?$/

/** Returns the name of a field, such as `Wii (eu): First released`. */
export function fieldInWords(field: string): string {
  const [, platform, qualifiers, member] = RELEASE.exec(field) ?? []
  const { fields } = factWords
  if (platform === undefined) return fields[field] ?? field
  const among = qualifiers ? ` (${qualifiers.split(',').map(qualifierInWords).join(', ')})` : ''
  const said = (fields[member ?? 'releases'] ?? member ?? '').toLowerCase()
  return labelled(platformName.value(platform) + among, said)
}

/** Returns the fix by which a value wins: for a member of one release, that of the releases on its platform. */
export function fixByValue(game: DescribedGame, field: string, value: unknown): { field: string; value: unknown } {
  const [, platform, qualifiers = '', member] = RELEASE.exec(field) ?? []
  if (platform === undefined || member === undefined) return { field, value }
  const named = new Map(qualifiers.split(',').map((one) => one.split('=').map(decodeURIComponent) as [string, string])) // safe: names of releases have pairs there
  const isMeant = (release: object) =>
    ['region', 'edition'].every((name) => ((release as Stated)[name] ?? '') === (named.get(name) ?? '')) // safe: any object has members
  const whole = `releases.${platform}`
  const releases = valueOfField(game, whole) as readonly object[] // safe: these are releases
  return { field: whole, value: releases.map((one) => (isMeant(one) ? { ...one, [member]: value } : one)) }
}

function qualifierInWords(qualifier: string): string {
  const [name, value = ''] = qualifier.split('=')
  return name === 'region' ? regionName.value(decodeURIComponent(value)) : decodeURIComponent(value)
}

/** Figures that a number of players is estimated from, by the rule of the estimate. */
const COUNTED: Readonly<Record<string, string>> = { copies: factWords.sold, votes: factWords.votes }

/** Writes a value that a source states. Players can be estimated from other figures, or from the lists that have the title. */
function claimInWords(field: string, value: unknown, rule: string, hasWon: boolean): string {
  if (isListing(field, value)) return factWords.listed
  const counted = field === 'popularity' && hasWon ? COUNTED[rule] : undefined
  return [valueInWords(field, value), counted].filter(Boolean).join(' ')
}

/** True for a claim that has no value of its field: the title in a list, from which players are estimated. */
const isListing = (field: string, value: unknown): boolean => field === 'popularity' && typeof value === 'string'

/** True if a person can let a value of a source win. */
export const canWin = (field: string, value: unknown): boolean =>
  fieldToFix(field) !== undefined && !isListing(field, value)

/** Adds a value to those of its source. One that reads the same is there once, with the records of both. */
function addCell(cells: Map<string, MatrixCell[]>, source: string, cell: MatrixCell): void {
  const others = cells.get(source) ?? []
  const known = others.find(({ text }) => text === cell.text)
  const both = known && { ...known, records: [...known.records, ...cell.records] }
  cells.set(source, both ? others.with(others.indexOf(known), both) : [...others, cell])
}

function rowOf(field: string, { rule, winners, losers, lock, disputed: isDisputed }: FieldClaims): MatrixRow {
  const cells = new Map<string, MatrixCell[]>()
  // What says the same as a person has not lost.
  const fixed = new Set(lock && [lock.value, ...[lock.value].flat()].map((value) => valueInWords(field, value)))
  const put = (claims: FieldClaims['winners'], hasWon: boolean) => {
    for (const { source, dataset, key, value, rule: ownRule } of claims) {
      const text = claimInWords(field, value, rule, hasWon)
      const isWon = hasWon || fixed.has(text)
      addCell(cells, source, { text, raw: value, isWon, rule: ownRule, records: [{ dataset, key }] })
    }
  }
  put(winners, lock === undefined || winners.length > 0)
  put(losers, false)
  const won = new Set(winners.map(({ value }) => valueInWords(field, value)))
  const isUnanimous = rule !== 'union' && losers.every(({ value }) => won.has(valueInWords(field, value)))
  return { field, label: fieldInWords(field), rule, lock, cells, isDisputed, isUnanimous }
}

/** Returns the rows of the matrix: facts that a person fixed, then disputed ones, then the others as the service sorts them. */
export function matrixRows(provenance: ProvenanceData): MatrixRow[] {
  const rows = Object.entries(provenance)
    .filter(([field, { losers }]) => !LISTING.has(field) || losers.length > 0)
    .map(([field, stated]) => rowOf(field, stated))
  const rank = ({ lock, isDisputed }: MatrixRow) => (lock ? 0 : isDisputed ? 1 : 2)
  return rows.toSorted((one, other) => rank(one) - rank(other))
}
