import { type Given, load, memorySource } from './memory-source'
import type { TestStores } from './stores'

const STARTS = 'Amber Bronze Copper Diamond Emerald Garnet Indigo Jasper Marble Quartz'.split(' ')
const ENDS =
  'Architects Baseball Conquest Defenders Expedition Fighters Gladiators Highlanders Invasion Knighthood Labyrinth Mercenary'.split(
    ' ',
  )

/** Returns this many long titles, at most 120, no two of which are alike. */
const titles = (count: number) =>
  STARTS.flatMap((start) => ENDS.map((end) => `${start} Adventure ${end}`)).slice(0, count)

/** Returns a title with a letter missing in the middle: at its ends no typo is found. */
const mistyped = (title: string) => title.replace('Adventure', 'Advenure')

const listOf = (name: string, names: readonly string[]) =>
  memorySource(name, [names.map((title, at): Given => ({ key: `${name}${at}`, title }))])

/** Loads this many doubtful matches, each between a title of the list `a` and the same title with a typo of the list `b`. */
export async function loadDoubts(stores: TestStores, count: number): Promise<void> {
  await load(stores, listOf('a', titles(count)))
  await load(stores, listOf('b', titles(count).map(mistyped)))
}
