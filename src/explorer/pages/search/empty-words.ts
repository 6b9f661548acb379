const en = {
  none: 'Nothing fits all of this.',
  unknown: 'No game has this name.',
  words: (q: string) => `the words “${q}”`,
  hidesMost: (filter: string, games: string) => `Most is hidden by ${filter}: without it there would be ${games}.`,
  games: (count: string) => `${count} games`,
  without: 'Or without one of the others:',
  onlyTogether: 'Taking off one of them is not enough.',
  clear: 'Clear all filters',
}

const fr: typeof en = {
  none: 'Rien ne répond à tout cela.',
  unknown: 'Aucun jeu n’a ce nom.',
  words: (q) => `les mots « ${q} »`,
  hidesMost: (filter, games) => `Ce qui cache le plus : ${filter}. Sans cela il y en aurait ${games}.`,
  games: (count) => `${count} jeux`,
  without: 'Ou sans l’un des autres :',
  onlyTogether: 'En retirer un seul ne suffit pas.',
  clear: 'Effacer tous les filtres',
}

/** Texts of a search that found nothing. */
export const emptyWords = PAGE_LANGUAGE === 'fr' ? fr : en
