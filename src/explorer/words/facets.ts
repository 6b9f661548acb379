const en = {
  year: 'Year',
  from: 'from',
  to: 'to',
  drag: 'Games per year: drag to choose years',
  more: (count: number) => `${count} more`,
  less: 'Fewer',
  find: 'Search for more',
  modes: { any: 'any', all: 'must', none: 'not' },
  mode: (name: string) => `${name}: how it counts`,
  help: 'Shift + click: must have it. Alt + click: must not.',
}

const fr: typeof en = {
  year: 'Année',
  from: 'de',
  to: 'à',
  drag: 'Jeux par année : glissez pour choisir des années',
  more: (count) => `${count} de plus`,
  less: 'Moins',
  find: 'En chercher d’autres',
  modes: { any: 'parmi', all: 'avec', none: 'sans' },
  mode: (name) => `${name} : comment cela compte`,
  help: 'Maj + clic : doit l’avoir. Alt + clic : ne doit pas l’avoir.',
}

/** Texts of facets. */
export const facetWords = PAGE_LANGUAGE === 'fr' ? fr : en
