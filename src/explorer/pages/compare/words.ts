const en = {
  title: 'Compare games',
  help: 'Choose two to four games. What differs comes first.',
  add: 'Add a game',
  remove: (title: string) => `Leave out ${title}`,
  differs: (count: string) => `${count} facts differ`,
  same: 'All facts are the same',
  missing: (slug: string) => `There is no game ${slug}.`,
  oneGame: 'Are these one game?',
  oneGameHelp: 'Then merge them. You see first what they would be together.',
  merge: (one: string, other: string) => `Merge ${one} and ${other}`,
}

const fr: typeof en = {
  title: 'Comparer des jeux',
  help: 'Choisissez de deux à quatre jeux. Ce qui diffère vient d’abord.',
  add: 'Ajouter un jeu',
  remove: (title) => `Retirer ${title}`,
  differs: (count) => `${count} faits diffèrent`,
  same: 'Tous les faits sont les mêmes',
  missing: (slug) => `Il n’y a pas de jeu ${slug}.`,
  oneGame: 'Est-ce un seul jeu ?',
  oneGameHelp: 'Alors fusionnez-les. Vous voyez d’abord ce qu’ils seraient ensemble.',
  merge: (one, other) => `Fusionner ${one} et ${other}`,
}

/** Texts of the comparison. */
export const compareWords = PAGE_LANGUAGE === 'fr' ? fr : en
