const en = {
  find: { platform: 'Find a platform', genre: 'Find a genre', company: 'Find a company' },
  none: 'None has this name.',
  first: (count: number) => `The first ${count}: write more of the name.`,
  platformsOf: (family: string) => `Platforms of ${family}`,
}

const fr: typeof en = {
  find: { platform: 'Trouver une plateforme', genre: 'Trouver un genre', company: 'Trouver une société' },
  none: 'Aucun n’a ce nom.',
  first: (count) => `Les ${count} premières : précisez le nom.`,
  platformsOf: (family) => `Plateformes de ${family}`,
}

/** Texts of the search among the values of a facet. */
export const chooserWords = PAGE_LANGUAGE === 'fr' ? fr : en
