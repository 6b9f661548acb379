import type { api } from '../state/api'
import { figure } from '../state/language'

type SearchItem = NonNullable<Awaited<ReturnType<typeof api.search.get>>['data']>['items'][number]
/** Reason for the place of a game in the order of a search: the English sentence of the service, and its parts. */
export type ExplainedPlace = Pick<SearchItem, 'explanation' | 'scoring'>
type Scoring = NonNullable<SearchItem['scoring']>

const STEPS: Readonly<Record<Scoring['step'], string>> = {
  browse: 'tous les jeux',
  strict: 'mots exacts',
  fuzzy: 'fautes de frappe admises',
  unfinished: 'dernier mot inachevé',
  trigram: 'lettres communes',
}

const RULES: Readonly<Record<Scoring['rule'], string>> = {
  title: 'la recherche est le titre',
  compact: 'la recherche est le titre, aux espaces, petits mots et chiffres près',
  alternative: 'la recherche est un autre nom du jeu',
  initials: 'la recherche est les initiales du titre',
  beginning: 'le titre commence par la recherche',
  firstWord: 'la recherche est le premier mot du titre',
  initialsText: 'la recherche est des initiales et le reste du titre',
  words: 'chaque mot de la recherche est dans le titre',
  characters: 'les caractères de la recherche se suivent dans le titre',
  wordBeginnings: 'chaque mot de la recherche commence un mot du titre',
  alternativeWords: 'chaque mot de la recherche est dans un autre nom du jeu',
  alternativeCharacters: 'les caractères de la recherche se suivent dans un nom du jeu',
  oneTypo: 'la recherche est le titre à une faute de frappe près',
  twoTypos: 'la recherche est le titre à deux fautes de frappe près',
  fuzzyWords: 'chaque mot de la recherche est dans le titre, fautes de frappe admises',
  fuzzyBeginnings: 'chaque mot de la recherche commence un mot du titre, fautes de frappe admises',
  every: 'sans mots, la recherche trouve tous les jeux',
  trigram: 'le titre a des lettres communes avec la recherche',
}

const inFrench = ({ step, rule, points, players, playerPoints }: Scoring) =>
  `Étape « ${STEPS[step]} » : ${RULES[rule]} (${figure(points)} points) ; environ ${figure(players)} joueurs ajoutent ${figure(playerPoints)}.`

/** Returns why a game has its place in the order of a search; `undefined` if the search was not asked for it. */
export const placeInWords = ({ explanation, scoring }: ExplainedPlace): string | undefined =>
  PAGE_LANGUAGE === 'fr' ? scoring && inFrench(scoring) : explanation
