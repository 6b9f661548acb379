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
  unreadable_file: 'The file cannot be read: choose it again.',
  big_file: 'The file has more than 1 MiB: bring it in as several parts, each with the names of the columns.',
}

/**
 * The texts of the service are English. So French has words for every refusal that a page can meet, but for those whose text alone says
 * what is wrong, or how much and when.
 */
const fr: typeof en & Readonly<Record<string, string>> = {
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
  unreadable_file: 'Ce fichier est illisible : choisissez-le à nouveau.',
  big_file: 'Ce fichier dépasse 1 Mio : apportez-le en plusieurs parties, chacune avec les noms des colonnes.',
  session_over: 'Votre session est terminée.',
  session_required: 'Une clé d’API ne suffit pas : connectez-vous.',
  wrong_password: 'Le mot de passe actuel est faux.',
  no_such_record: 'Cette fiche n’est plus chargée, n’est pas encore rapprochée ou n’est pas de ce jeu.',
  no_such_review: 'Ce doute n’existe pas, ou n’est plus ouvert.',
  no_such_run: 'Cette exécution n’existe pas.',
  no_such_decision: 'Cette décision n’existe pas, ou plus.',
  no_such_session: 'Cette session n’existe pas.',
  no_such_collection: 'Cette collection n’existe pas.',
  no_such_item: 'Ce jeu n’est plus dans la collection.',
  no_such_key: 'Cette clé n’existe pas.',
  run_active: 'Cette source est en cours de chargement : réessayez ensuite.',
  unconfirmed: 'Ce nombre a changé entre-temps : vérifiez le nouveau.',
  too_many_keys: 'Ce compte a trop de clés d’API : supprimez-en une.',
  built_in_collection: 'Cette collection existe pour tous les comptes : elle ne peut être ni renommée ni supprimée.',
  collection_exists: 'Ce compte a déjà une collection de ce nom.',
  too_many_collections: 'Ce compte a trop de collections : supprimez-en une.',
  ambiguous_item: 'Plusieurs entrées de la collection portent sur ce jeu : choisissez-en une.',
  already_collected: 'Une autre entrée de la collection porte déjà sur ce jeu.',
  body_too_slow: 'L’envoi a pris trop de temps.',
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
