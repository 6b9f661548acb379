import type { ItemStatus } from './item'

/** Words of programs and people for each status, in lower case, without spaces and signs. */
const WORDS: Record<ItemStatus, string> = {
  planned: 'planned plantoplay backlog wishlist wished toplay want wanttoplay queued afaire',
  unplayed: 'unplayed notplayed notstarted owned yet new nonjoue ungespielt',
  playing: 'playing inprogress current currentlyplaying encours nowplaying',
  paused: 'paused onhold shelved pause enpause',
  played: 'played joue gespielt',
  finished: 'finished beaten beat done fini termine beendet',
  completed: 'completed complete mastered 100 platinum complet',
  abandoned: 'abandoned dropped retired quit abandonne abgebrochen',
}

const STATUSES = new Map(
  Object.entries(WORDS).flatMap(
    ([status, words]) => words.split(' ').map((word) => [word, status as ItemStatus] as const), // safe: the keys of WORDS
  ),
)

/** Returns the status that a text names; `undefined` if it is not known. */
export const statusOf = (text: string): ItemStatus | undefined =>
  STATUSES.get(
    text
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase(),
  )
