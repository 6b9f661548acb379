const en = {
  title: 'Decisions',
  filters: { game: 'Game (slug)', author: 'Author', kind: 'Kind', state: 'State' },
  all: 'all',
  kinds: { merge: 'Merge', split: 'Split', override: 'Fix', review: 'Review', link: 'Link', unlink: 'Unlink' },
  states: { active: 'active', undone: 'undone' },
  sameAs: 'one game with',
  notSameAs: 'not one game with',
  more: (count: string) => `and ${count} more pairs`,
  fixes: (field: string) => `${field}:`,
  by: (author: string) => `by ${author}`,
  undoneBy: (author: string, time: string) => `undone by ${author}, ${time}`,
  undoOf: (what: string) => `Undo: ${what}`,
  later: 'The later decision that stands on it',
  done: 'The decision was undone.',
  none: 'Nobody has decided anything yet.',
  noneYet:
    'A verdict in the review, a fixed value, a merge or a split of games is a decision. It holds until it is undone.',
  noneHere: 'No decision under these filters.',
  clear: 'Clear the filters',
  review: 'To the review',
  list: 'Decisions, newest first',
  save: (count: string) => `Save ${count} as NDJSON`,
}

const fr: typeof en = {
  title: 'Décisions',
  filters: { game: 'Jeu (adresse)', author: 'Auteur', kind: 'Nature', state: 'État' },
  all: 'tous',
  kinds: {
    merge: 'Fusion',
    split: 'Séparation',
    override: 'Correction',
    review: 'Révision',
    link: 'Lien',
    unlink: 'Lien ôté',
  },
  states: { active: 'actives', undone: 'annulées' },
  sameAs: 'un seul jeu avec',
  notSameAs: 'pas le même jeu que',
  more: (count) => `et ${count} autres paires`,
  fixes: (field) => `${field} :`,
  by: (author) => `par ${author}`,
  undoneBy: (author, time) => `annulée par ${author}, ${time}`,
  undoOf: (what) => `Annuler : ${what}`,
  later: 'La décision plus récente qui en dépend',
  done: 'La décision est annulée.',
  none: 'Personne n’a encore rien décidé.',
  noneYet:
    'Une réponse dans la révision, une valeur corrigée, une fusion ou une séparation de jeux est une décision. Elle vaut jusqu’à son annulation.',
  noneHere: 'Aucune décision sous ces filtres.',
  clear: 'Effacer les filtres',
  review: 'Vers la révision',
  list: 'Décisions, les plus récentes d’abord',
  save: (count) => `Enregistrer ${count} en NDJSON`,
}

/** Texts of the decisions. */
export const decisionWords = PAGE_LANGUAGE === 'fr' ? fr : en
