const en = {
  offline: 'The service does not answer. Is this device online?',
  forbidden: 'Your session may not do this: it lacks a right.',
  unavailable: 'The catalogue cannot be reached at the moment.',
  matching: 'Games are being matched at the moment.',
  overloaded: 'The service is very busy.',
  too_many_requests: 'Too many requests at once.',
  too_costly: 'This would take the service too long: narrow it down.',
  no_such_game: 'There is no such game.',
  bad_cursor: 'The list has changed meanwhile.',
  contradicted: 'Another decision says the opposite.',
  built_upon: 'A later decision depends on this one: undo that one first.',
  decided_already: 'It is so already: nothing would change.',
  empty_game: 'The game would have no records left.',
  unauthenticated: 'Your session has ended.',
  internal_error: 'The service has failed. Its log has the reason, under the number of the request.',
}

const fr: typeof en = {
  offline: 'Le service ne répond pas. Cet appareil est-il en ligne ?',
  forbidden: 'Votre session ne le permet pas : il lui manque un droit.',
  unavailable: 'Le catalogue est injoignable pour le moment.',
  matching: 'Les jeux sont en cours de rapprochement.',
  overloaded: 'Le service est très occupé.',
  too_many_requests: 'Trop de requêtes à la fois.',
  too_costly: 'Le service y passerait trop de temps : précisez la demande.',
  no_such_game: 'Ce jeu n’existe pas.',
  bad_cursor: 'La liste a changé entre-temps.',
  contradicted: 'Une autre décision dit le contraire.',
  built_upon: 'Une décision plus récente en dépend : annulez-la d’abord.',
  decided_already: 'C’est déjà ainsi : rien ne changerait.',
  empty_game: 'Le jeu n’aurait plus aucune fiche.',
  unauthenticated: 'Votre session est terminée.',
  internal_error: 'Le service a échoué. Son journal en garde la raison, sous le numéro de la requête.',
}

const known = PAGE_LANGUAGE === 'fr' ? fr : en

/** Returns a problem in words; `undefined` for a code without words here, where the text of the service says more. */
export const troubleInWords = (code: string): string | undefined =>
  Object.hasOwn(known, code) ? known[code as keyof typeof en] : undefined // safe: it is one of its codes

/** The scope that a page needs, in words. */
export const needsScope =
  PAGE_LANGUAGE === 'fr'
    ? (scope: string) => `Il faut pour cela une session de portée ${scope}.`
    : (scope: string) => `This needs a session with the scope ${scope}.`
