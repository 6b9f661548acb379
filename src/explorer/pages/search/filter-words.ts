const en = {
  filter: (name: string, value: string) => `${name}: ${value}`,
  names: {
    platform: 'platforms',
    platformAll: 'all of the platforms',
    platformNot: 'none of the platforms',
    genre: 'genres',
    genreAll: 'all of the genres',
    genreNot: 'none of the genres',
    company: 'companies',
    companyAll: 'all of the companies',
    companyNot: 'none of the companies',
    yearFrom: 'first year',
    yearTo: 'last year',
    scoreMin: 'lowest score',
    scoreMax: 'highest score',
    source: 'sources',
    kind: 'kinds',
    disputed: 'disagreement of sources',
    redistributable: 'licence',
  },
}

const fr: typeof en = {
  filter: (name, value) => `${name} : ${value}`,
  names: {
    platform: 'plateformes',
    platformAll: 'toutes les plateformes',
    platformNot: 'aucune des plateformes',
    genre: 'genres',
    genreAll: 'tous les genres',
    genreNot: 'aucun des genres',
    company: 'sociétés',
    companyAll: 'toutes les sociétés',
    companyNot: 'aucune des sociétés',
    yearFrom: 'première année',
    yearTo: 'dernière année',
    scoreMin: 'note minimale',
    scoreMax: 'note maximale',
    source: 'sources',
    kind: 'natures',
    disputed: 'désaccord des sources',
    redistributable: 'licence',
  },
}

/** Names of the filters, for texts about them. */
export const filterWords = PAGE_LANGUAGE === 'fr' ? fr : en
