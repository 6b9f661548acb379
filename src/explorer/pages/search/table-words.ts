const en = {
  columns: {
    title: 'Title',
    year: 'Year',
    platforms: 'Platforms',
    genres: 'Genres',
    critics: 'Critics',
    users: 'Players’ score',
    popularity: 'Players',
    sales: 'Sold',
  },
}

const fr: typeof en = {
  columns: {
    title: 'Titre',
    year: 'Année',
    platforms: 'Plateformes',
    genres: 'Genres',
    critics: 'Presse',
    users: 'Note des joueurs',
    popularity: 'Joueurs',
    sales: 'Ventes',
  },
}

/** Texts of the table of games. */
export const tableWords = PAGE_LANGUAGE === 'fr' ? fr : en
