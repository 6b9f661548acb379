import type { Kind } from '#catalogue/record'

/**
 * What the items that are read are instances of (P31), and which kind that is; of several kinds the first of this list counts.
 *
 * Series, engines and consoles are none of these, nor are games that were cancelled. Most genres are no classes of items.
 */
const CLASSES: readonly [id: string, kind: Kind][] = [
  ['Q1755420', 'demo'],
  ['Q865493', 'mod'],
  ['Q61456428', 'mod'], // total conversion
  ['Q1066707', 'dlc'],
  ['Q90181054', 'dlc'], // episode
  ['Q209163', 'expansion'],
  ['Q16070115', 'bundle'], // compilation
  ['Q4393107', 'remake'],
  ['Q65963104', 'game'], // remaster
  ['Q60997816', 'game'], // edition
  ['Q21125433', 'game'], // free or open-source video game
  ['Q848991', 'game'], // browser game
  ['Q111223304', 'game'], // reboot
  ['Q7889', 'game'], // video game
]

const REMASTER = 'Q65963104'

/** The classes whose instances are read. */
export const CLASS_IDS: readonly string[] = CLASSES.map(([id]) => id)

/** The kind of an instance of these classes, and the package it is by its class. */
export function kindOf(classes: readonly string[]): { kind?: Kind; edition?: string } {
  const kind = CLASSES.find(([id]) => classes.includes(id))?.[1]
  return { ...(kind && { kind }), ...(kind === 'game' && classes.includes(REMASTER) && { edition: 'remaster' }) }
}
