import { standardVocabulary, wordKey } from './lookup'

/** A rating as a source writes it, or as `ratingOf` returns it. */
type Rating = { board: string; rating: string }

const ESRB_WORDS = new Map<string, string>(
  Object.entries({
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
  }),
)
/** Words for a rating that is not decided yet, even if one is likely: `RP17+`. */
const PENDING = /^(?:rp|ratingpending|pending|tbc)(?:$|likely|17)/
/** An age: `12+`, `ab 12`. */
const AGE = /^(?:ab)?(\d{1,2})\+?$/
const AGES = new Map<string, string>(
  Object.entries({ three: '3', seven: '7', twelve: '12', sixteen: '16', eighteen: '18' }),
)

/**
 * Returns a rating in the words of the vocabulary: board `esrb` and rating `M` for `{ board: 'ESRB', rating: 'Mature 17+' }`;
 * `undefined` if it is pending or has no letter, digit or `+`. Keeps an unknown board in lower case and an unknown rating in
 * upper case.
 */
export function ratingOf({ board, rating }: Rating): Rating | undefined {
  const slug = standardVocabulary.board(board)?.slug ?? board.trim().toLowerCase()
  const bare = withoutBoard(rating.trim(), board)
  const key = wordKey(bare)
  if (key === '' || PENDING.test(key)) return undefined
  const known = slug === 'esrb' ? ESRB_WORDS.get(key) : (AGES.get(key) ?? AGE.exec(key)?.[1])
  return { board: slug, rating: known ?? bare.toUpperCase() }
}

/** Removes the name of the board from the beginning of a rating: `PEGI 12`, `USK_16`. */
export function withoutBoard(rating: string, board: string): string {
  const begins = rating.slice(0, board.length).toLowerCase() === board.toLowerCase()
  return begins ? rating.slice(board.length).replace(/^[\s_:-]+/, '') : rating
}
