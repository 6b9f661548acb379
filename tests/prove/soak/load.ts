import type { Answered } from '../load/client'
import type { ItemLedger } from './item-ledger'
import type { Ledger } from './ledger'
import type { Possible } from './possible'

/** Tokens of a session. */
export type Session = { accessToken: string; refreshToken: string }

/** A person of the soak: the account, its session, and what the service has acknowledged to it. */
export type Person = {
  email: string
  role: 'reader' | 'editor'
  id: string
  session: Session | undefined
  isThere: Possible<boolean>
  collections: Map<string, ItemLedger>
  keys: Map<string, { key: string; isThere: Possible<boolean> }>
  /** Refresh tokens of sessions that have certainly ended. */
  ended: string[]
}

/** The people of a soak, and what was answered to them that should not have been. */
export type People = {
  all: Person[]
  surprises: string[]
  /** File with the password of every account. */
  passwordFile: string
  /** Returns a number that no other write has. */
  nextMark: () => number
  /** Time that a person stays. */
  stayMs: number
}

/** Load of a soak: it goes on until `isOver`, against the service that `current` returns. */
export type SoakLoad = {
  current: () => { origin: string }
  isOver: () => boolean
  random: () => number
  ledger: Ledger
  people: People
  /** Slugs of the games that people decide about and collect. */
  slugs: readonly string[]
  /** Environment of the commands, which is that of the service. */
  environment: Record<string, string | undefined>
  onAnswer: (answer: Answered) => void
}
