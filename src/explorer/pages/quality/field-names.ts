import { inLanguage } from '../../state/language'

const en: Readonly<Record<string, string>> = {
  title: 'Title',
  kind: 'Kind',
  released: 'Release',
  platforms: 'Platforms',
  genres: 'Genres',
  companies: 'Companies',
  series: 'Series',
  ratings: 'Age ratings',
  ids: 'Ids elsewhere',
  related: 'Related games',
  alternativeNames: 'Other names',
  summary: 'Summary',
  website: 'Website',
  cover: 'Cover',
  'score.critics': 'Critics’ score',
  'score.users': 'Players’ score',
  salesCopies: 'Copies sold',
  popularity: 'Number of players',
}

const fr: typeof en = {
  title: 'Titre',
  kind: 'Nature',
  released: 'Sortie',
  platforms: 'Plateformes',
  genres: 'Genres',
  companies: 'Sociétés',
  series: 'Séries',
  ratings: 'Classifications d’âge',
  ids: 'Identifiants ailleurs',
  related: 'Jeux liés',
  alternativeNames: 'Autres noms',
  summary: 'Résumé',
  website: 'Site',
  cover: 'Jaquette',
  'score.critics': 'Note de la presse',
  'score.users': 'Note des joueurs',
  salesCopies: 'Exemplaires vendus',
  popularity: 'Nombre de joueurs',
}

const names = inLanguage({ en, fr })

/** Returns a field in words; its own name for one without words here. */
export const fieldInWords = (field: string): string => names.value[field] ?? field
