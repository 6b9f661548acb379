const en = {
  title_equal: 'the titles are equal',
  title_normalised: 'the titles are equal but for numerals, articles and tags',
  title_edition: 'the titles are equal but for the edition',
  title_alternative: 'the title is an alternative name of the other',
  title_stem: 'the titles are equal but for a subtitle',
  title_typo: 'the titles are equal but for one typo',
  title_differs: 'the titles differ',
  year_equal: 'the years are equal',
  year_near: 'the years differ by one',
  year_far: 'the years differ by two to four',
  year_apart: 'the years differ by five or more',
  company_equal: 'a company is shared',
  company_differs: 'the companies differ',
  platform_equal: 'a platform is shared',
  platform_differs: 'the platforms differ',
  listed_twice: 'one list has an entry for each',
  kinds: 'they are of different kinds',
  numbers: 'the numbers of the titles differ',
  ids: 'one source has different ids for them',
  homonyms: 'several games have this title, told apart by their years',
  platform_years: 'the years on one platform are five or more apart',
  list_years: 'one list dates them five or more years apart',
  cannot_link: 'a person has decided that they are two games',
  shared_id: 'they share an id',
  must_link: 'a person has decided that they are one game',
  first_record: 'the first record of the game',
  compared_with: 'compared with another record of the game',
  tied: 'another game matches as well',
}

const fr: typeof en = {
  title_equal: 'les titres sont égaux',
  title_normalised: 'les titres sont égaux aux chiffres, articles et mentions près',
  title_edition: 'les titres sont égaux à l’édition près',
  title_alternative: 'le titre est un autre nom du second',
  title_stem: 'les titres sont égaux au sous-titre près',
  title_typo: 'les titres sont égaux à une faute de frappe près',
  title_differs: 'les titres diffèrent',
  year_equal: 'les années sont égales',
  year_near: 'les années diffèrent d’une',
  year_far: 'les années diffèrent de deux à quatre',
  year_apart: 'les années diffèrent de cinq ou plus',
  company_equal: 'une société est commune',
  company_differs: 'les sociétés diffèrent',
  platform_equal: 'une plateforme est commune',
  platform_differs: 'les plateformes diffèrent',
  listed_twice: 'une même liste a une entrée pour chacun',
  kinds: 'ils sont de natures différentes',
  numbers: 'les numéros des titres diffèrent',
  ids: 'une même source leur donne des identifiants différents',
  homonyms: 'plusieurs jeux ont ce titre, que l’année distingue',
  platform_years: 'les années sur une plateforme sont distantes de cinq ou plus',
  list_years: 'une même liste les date à cinq ans ou plus de distance',
  cannot_link: 'une personne a décidé que ce sont deux jeux',
  shared_id: 'ils ont un identifiant commun',
  must_link: 'une personne a décidé que c’est un seul jeu',
  first_record: 'la première fiche du jeu',
  compared_with: 'comparé à une autre fiche du jeu',
  tied: 'un autre jeu convient autant',
}

/** Code of evidence that has words here. */
export type EvidenceWord = keyof typeof en

/** Texts of the evidence by its codes. */
export const evidenceWords = PAGE_LANGUAGE === 'fr' ? fr : en

/** Returns evidence in words; `undefined` for a code without words here. */
export const evidenceInWords = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(en, code) ? evidenceWords[code as EvidenceWord] : undefined // safe: it is one of the codes
