import type { Label } from './vocabulary'

/** Families that are no names, in French. */
const FRENCH: Readonly<Record<string, string>> = {
  Computer: 'Ordinateur',
  'Early computer': 'Ordinateur des débuts',
  'Home computer': 'Micro-ordinateur',
  'Other console': 'Autre console',
  'Virtual reality and cloud': 'Réalité virtuelle et jeu en nuage',
}

/** What people call a family of platforms. */
export const familyLabel = (family: string): Label => ({ en: family, fr: FRENCH[family] ?? family })

/** Every family that has a French name of its own. */
export const TRANSLATED_FAMILIES: readonly string[] = Object.keys(FRENCH)
