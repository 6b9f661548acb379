import type { Kind } from '#catalogue/record'

/**
 * Classes (values of P31, instance of) of the items that are read, and the kind of each. If an item has several, the first in
 * this list counts.
 *
 * Series, engines, consoles and cancelled games are not in the list. Most genres are not used as classes of items.
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

/** Ids of the classes whose instances are read. */
export const CLASS_IDS: readonly string[] = CLASSES.map(([id]) => id)

/** Returns the kind and, for a remaster, the edition of an item with these classes. */
export function kindOf(classes: readonly string[]): { kind?: Kind; edition?: string } {
  const kind = CLASSES.find(([id]) => classes.includes(id))?.[1]
  return { ...(kind && { kind }), ...(kind === 'game' && classes.includes(REMASTER) && { edition: 'remaster' }) }
}
