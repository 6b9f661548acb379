const en = {
  title: 'Compare games',
  help: 'Choose two to four games. What differs comes first.',
  add: 'Add a game',
  remove: (title: string) => `Leave out ${title}`,
  differs: (count: string) => `${count} facts differ`,
  same: 'All facts are the same',
  missing: (slug: string) => `There is no game ${slug}.`,
  oneGame: 'Are these one game?',
  oneGameHelp: 'Then merge them: the older stays, and the address of the other leads to it. It can be undone.',
  merge: (one: string, other: string) => `Merge ${one} and ${other}`,
  merged: (title: string) => `Merged with ${title}.`,
}

const fr: typeof en = {
  title: 'Comparer des jeux',
  help: 'Choisissez de deux à quatre jeux. Ce qui diffère vient d’abord.',
  add: 'Ajouter un jeu',
  remove: (title) => `Retirer ${title}`,
  differs: (count) => `${count} faits diffèrent`,
  same: 'Tous les faits sont les mêmes',
  missing: (slug) => `Il n’y a pas de jeu ${slug}.`,
  oneGame: 'Est-ce un seul jeu ?',
  oneGameHelp: 'Alors fusionnez-les : le plus ancien reste, et l’adresse de l’autre y mène. Cela s’annule.',
  merge: (one, other) => `Fusionner ${one} et ${other}`,
  merged: (title) => `Fusionné avec ${title}.`,
}

/** Texts of the comparison. */
export const compareWords = PAGE_LANGUAGE === 'fr' ? fr : en
