import type { Basis } from './register'

/** Rights of a person about the data of a purpose. */
export const RIGHTS = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'] as const
export type Right = (typeof RIGHTS)[number]

/**
 * Rights that follow from each legal basis.
 *
 * @see https://www.cnil.fr/fr/les-bases-legales/liceite-essentiel-sur-les-bases-legales
 */
const RIGHTS_OF_BASIS: Readonly<Record<Basis, readonly Right[]>> = {
  // In place of an objection, consent is withdrawn.
  consent: ['access', 'rectification', 'erasure', 'restriction', 'portability'],
  contract: ['access', 'rectification', 'erasure', 'restriction', 'portability'],
  'legal-obligation': ['access', 'rectification', 'restriction'],
  'legitimate-interest': ['access', 'rectification', 'erasure', 'restriction', 'objection'],
}

/** Returns the rights of persons about data that are kept on a legal basis. */
export const rightsOf = (basis: Basis): readonly Right[] => RIGHTS_OF_BASIS[basis]
