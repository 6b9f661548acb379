import type { Board } from './vocabulary'

/** Boards that rate games by age, with their other names and those of their predecessors. */
export const BOARDS: readonly Board[] = [
  board('acb', 'Australian Classification Board', 'Australia', 'Australie', ['OFLC', 'Australia']),
  board('agcom', 'Autorità per le Garanzie nelle Comunicazioni', 'Italy', 'Italie'),
  board('bbfc', 'British Board of Film Classification', 'United Kingdom', 'Royaume-Uni'),
  board('cadpa', 'China Audio-video and Digital Publishing Association', 'China', 'Chine'),
  board('cero', 'Computer Entertainment Rating Organization', 'Japan', 'Japon'),
  board('class-ind', 'Classificação Indicativa', 'Brazil', 'Brésil', ['ClassInd', 'DEJUS']),
  board('esrb', 'Entertainment Software Rating Board', 'United States and Canada', 'États-Unis et Canada'),
  board('fpb', 'Film and Publication Board', 'South Africa', 'Afrique du Sud'),
  board('grac', 'Game Rating and Administration Committee', 'South Korea', 'Corée du Sud', ['GRB', 'KGRB', 'KMRB']),
  board('nzoflc', 'Classification Office', 'New Zealand', 'Nouvelle-Zélande'),
  board('pegi', 'Pan European Game Information', 'Europe', 'Europe'),
  board('usk', 'Unterhaltungssoftware Selbstkontrolle', 'Germany', 'Allemagne'),
]

/** Returns a board with the same name in every language. */
function board(slug: string, name: string, en: string, fr: string, aliases: readonly string[] = []): Board {
  return { slug, label: { en: name, fr: name }, area: { en, fr }, aliases }
}
