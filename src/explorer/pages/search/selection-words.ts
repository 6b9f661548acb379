const en = {
  title: 'Selected games',
  count: (count: number, written: string) => (count === 1 ? '1 game selected' : `${written} games selected`),
  compare: (count: number) => `Compare ${count}`,
  merge: 'Merge…',
  compareHelp: 'Two to four can be compared and merged.',
  save: (format: string) => `Save as ${format.toUpperCase()}`,
  saving: (done: string, all: string) => `${done} of ${all}`,
  savedAll: (count: number, all: number) =>
    count === all ? `${count} games saved.` : `${count} of ${all} games saved.`,
  links: 'Copy links',
  all: (count: string) => `Select all ${count}`,
  first: (count: string, all: string) => `Select the first ${count} of ${all}`,
  most: (count: number) => `At most ${count} games are selected at once.`,
  nothing: 'Select nothing',
}

const fr: typeof en = {
  title: 'Jeux sélectionnés',
  count: (count, written) => (count === 1 ? '1 jeu sélectionné' : `${written} jeux sélectionnés`),
  compare: (count) => `Comparer ${count}`,
  merge: 'Fusionner…',
  compareHelp: 'De deux à quatre se comparent et se fusionnent.',
  save: (format) => `Enregistrer en ${format.toUpperCase()}`,
  saving: (done, all) => `${done} sur ${all}`,
  savedAll: (count, all) => (count === all ? `${count} jeux enregistrés.` : `${count} jeux sur ${all} enregistrés.`),
  links: 'Copier les liens',
  all: (count) => `Sélectionner les ${count}`,
  first: (count, all) => `Sélectionner les ${count} premiers sur ${all}`,
  most: (count) => `Au plus ${count} jeux se sélectionnent à la fois.`,
  nothing: 'Ne rien sélectionner',
}

/** Texts of the selected games. */
export const selectionWords = PAGE_LANGUAGE === 'fr' ? fr : en
