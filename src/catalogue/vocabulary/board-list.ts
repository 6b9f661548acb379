import type { Board } from './vocabulary'

/** The boards that rate games for ages, with their other names and those of whom they took over from. */
export const BOARDS: readonly Board[] = [
  board('acb', 'Australian Classification Board', 'Australia', 'Australie', ['OFLC', 'Australia']),
  board('cero', 'Computer Entertainment Rating Organization', 'Japan', 'Japon'),
  board('class-ind', 'Classificação Indicativa', 'Brazil', 'Brésil', ['ClassInd', 'DEJUS']),
  board('esrb', 'Entertainment Software Rating Board', 'United States and Canada', 'États-Unis et Canada'),
  board('grac', 'Game Rating and Administration Committee', 'South Korea', 'Corée du Sud', ['GRB', 'KGRB', 'KMRB']),
  board('pegi', 'Pan European Game Information', 'Europe', 'Europe'),
  board('usk', 'Unterhaltungssoftware Selbstkontrolle', 'Germany', 'Allemagne'),
]

/** A board goes by its own name in every language. */
function board(slug: string, name: string, en: string, fr: string, aliases: readonly string[] = []): Board {
  return { slug, label: { en: name, fr: name }, area: { en, fr }, aliases }
}
