import { platformName } from '../../state/vocabulary'
import type { FieldClaims, ProvenanceData } from './game-data'
import { valueInWords } from './value-in-words'
import { gameWords } from './words'

/** A value that a source states of a field. `raw` is it as the service has it, `rule` why it lost, if the rule of the field is not. */
export type MatrixCell = { text: string; raw: unknown; isWon: boolean; rule?: string | undefined }

/** A fact, with the values of each source by its slug. */
export type MatrixRow = {
  field: string
  label: string
  rule: string
  lock: { author: string; reason: string | null } | undefined
  cells: ReadonlyMap<string, readonly MatrixCell[]>
  isDisputed: boolean
  /** True if all sources state the chosen value. */
  isUnanimous: boolean
}

/** Fields that list what other rows say. */
const LISTING = new Set(['releases', 'ids'])

const RELEASE = /^releases\.([^.[]+)(?:\[([^\]]*)\])?\.(\w+)$/

/** Returns the name of a field, such as `Wii (eu): First released`. */
export function fieldInWords(field: string): string {
  const [, platform, qualifiers, member] = RELEASE.exec(field) ?? []
  const { fields } = gameWords
  if (platform === undefined || member === undefined) return fields[field] ?? field
  const among = qualifiers
    ? ` (${qualifiers.replaceAll(/\w+=/g, '').split(',').map(decodeURIComponent).join(', ')})`
    : ''
  return `${platformName.value(platform)}${among}: ${(fields[member] ?? member).toLowerCase()}`
}

function rowOf(field: string, { rule, winners, losers, lock, disputed: isDisputed }: FieldClaims): MatrixRow {
  const cells = new Map<string, MatrixCell[]>()
  const put = (claims: FieldClaims['winners'], isWon: boolean) => {
    for (const { source, value, rule } of claims) {
      const cell = cells.get(source) ?? []
      const text = valueInWords(field, value)
      if (!cell.some((other) => other.text === text)) cells.set(source, [...cell, { text, raw: value, isWon, rule }])
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
    .filter(([field]) => !LISTING.has(field))
    .map(([field, stated]) => rowOf(field, stated))
  const rank = ({ lock, isDisputed }: MatrixRow) => (lock ? 0 : isDisputed ? 1 : 2)
  return rows.toSorted((one, other) => rank(one) - rank(other))
}
