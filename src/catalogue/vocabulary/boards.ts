import { finder, wordKey, wordsOf } from './lookup'
import type { Board } from './vocabulary'

/** A rating as a source states it, or as we name it. */
type Rating = { board: string; rating: string }

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

const ESRB_WORDS: Readonly<Record<string, string>> = {
  earlychildhood: 'EC',
  kidstoadults: 'K-A',
  everyone: 'E',
  everyone10: 'E10+',
  'everyone10+': 'E10+',
  everyone10plus: 'E10+',
  everyone10andolder: 'E10+',
  e10: 'E10+',
  'e10+': 'E10+',
  teen: 'T',
  mature: 'M',
  mature17: 'M',
  'mature17+': 'M',
  adultsonly: 'AO',
  'adultsonly18+': 'AO',
}
/** That there is none yet, also where one is likely: `RP17+`. */
const PENDING = /^(?:rp|ratingpending|pending|tbc)(?:$|likely|17)/
/** An age as some lists write it: `12+`, `ab 12`. */
const AGE = /^(?:ab)?(\d{1,2})\+?$/
const AGES: Readonly<Record<string, string>> = { three: '3', seven: '7', twelve: '12', sixteen: '16', eighteen: '18' }

const findBoard = finder(BOARDS, wordsOf)

/**
 * A rating in our words: `{ board: 'ESRB', rating: 'Mature 17+' }` is esrb M, `PEGI Eighteen` is pegi 18. `undefined` where
 * it says that there is none yet. A board or rating nobody knows stays what it is, the board in lower case.
 */
export function ratingOf({ board, rating }: Rating): Rating | undefined {
  const slug = findBoard(board)?.slug ?? board.trim().toLowerCase()
  const bare = withoutBoard(rating.trim(), board)
  const key = wordKey(bare)
  if (key === '' || PENDING.test(key)) return undefined
  const known = slug === 'esrb' ? ESRB_WORDS[key] : (AGES[key] ?? AGE.exec(key)?.[1])
  return { board: slug, rating: known ?? bare.toUpperCase() }
}

/** Boards write themselves before their ratings: `PEGI 12`, `USK_16`. */
function withoutBoard(rating: string, board: string): string {
  const begins = rating.slice(0, board.length).toLowerCase() === board.toLowerCase()
  return begins ? rating.slice(board.length).replace(/^[\s_:-]+/, '') : rating
}
