import type { Label } from './vocabulary'

/** French labels of families whose label is not a proper name. */
const FRENCH: Readonly<Record<string, string>> = {
  Computer: 'Ordinateur',
  'Early computer': 'Ordinateur des débuts',
  'Home computer': 'Micro-ordinateur',
  'Other console': 'Autre console',
  'Virtual reality and cloud': 'Réalité virtuelle et jeu en nuage',
}

/** Returns the label of a family of platforms. */
export const familyLabel = (family: string): Label => ({ en: family, fr: FRENCH[family] ?? family })

/** Families whose French label differs from the English one. */
export const TRANSLATED_FAMILIES: readonly string[] = Object.keys(FRENCH)
