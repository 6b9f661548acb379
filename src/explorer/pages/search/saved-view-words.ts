const en = {
  none: 'No view is saved yet.',
  name: 'Name of this view',
  newName: 'New name',
  save: 'Save this view',
  saved: (name: string) => `The view “${name}” is saved.`,
  rename: 'Rename',
  remove: 'Delete',
  removed: (name: string) => `The view “${name}” is deleted.`,
  kept: 'This browser keeps your views, and nobody else sees them. A view is asked anew each time.',
  lost: 'This browser keeps nothing: your views are gone once the page is closed.',
}

const fr: typeof en = {
  none: 'Aucune vue n’est enregistrée.',
  name: 'Nom de cette vue',
  newName: 'Nouveau nom',
  save: 'Enregistrer cette vue',
  saved: (name) => `La vue « ${name} » est enregistrée.`,
  rename: 'Renommer',
  remove: 'Supprimer',
  removed: (name) => `La vue « ${name} » est supprimée.`,
  kept: 'Ce navigateur garde vos vues, personne d’autre ne les voit. Une vue est demandée à neuf chaque fois.',
  lost: 'Ce navigateur ne garde rien : vos vues disparaissent avec la page.',
}

/** Texts of saved views. */
export const savedViewWords = PAGE_LANGUAGE === 'fr' ? fr : en
