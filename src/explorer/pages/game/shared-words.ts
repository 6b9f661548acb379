import type { SimilarData } from './game-data'

type SharedTrait = SimilarData['shared'][number]
type SharedWords = Readonly<Record<SharedTrait['kind'], readonly [one: string, several: (count: number) => string]>>

const en: SharedWords = {
  series: ['same series', (count) => `${count} shared series`],
  name: ['same name', (count) => `${count} shared names`],
  developer: ['same developer', (count) => `${count} shared developers`],
  publisher: ['same publisher', (count) => `${count} shared publishers`],
  genre: ['1 shared genre', (count) => `${count} shared genres`],
  tag: ['1 shared tag', (count) => `${count} shared tags`],
  word: ['1 shared title word', (count) => `${count} shared title words`],
  platform: ['1 shared platform', (count) => `${count} shared platforms`],
}

const fr: SharedWords = {
  series: ['même série', (count) => `${count} séries communes`],
  name: ['même nom', (count) => `${count} noms communs`],
  developer: ['même développeur', (count) => `${count} développeurs communs`],
  publisher: ['même éditeur', (count) => `${count} éditeurs communs`],
  genre: ['1 genre commun', (count) => `${count} genres communs`],
  tag: ['1 mot-clé commun', (count) => `${count} mots-clés communs`],
  word: ['1 mot du titre commun', (count) => `${count} mots du titre communs`],
  platform: ['1 plateforme commune', (count) => `${count} plateformes communes`],
}

const sharedWords = PAGE_LANGUAGE === 'fr' ? fr : en

/** Returns what two games have in common, in words. */
export const sharedInWords = (shared: readonly SharedTrait[]): string =>
  shared
    .map(({ kind, count }) => {
      const [one, several] = sharedWords[kind]
      return count === 1 ? one : several(count)
    })
    .join(', ')
