import { availableParallelism } from 'node:os'
import { createSlots } from '#src/http/slots'

/** Parameters of Argon2id, as OWASP asks for at least. Memory in KiB. */
const PARAMETERS = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const
/** Beginning of a hash made with these parameters. Bun always computes one lane. */
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$'
/** Hash of a password that nobody has, for addresses without an account. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$d+Cw2DXzothnzv8DC/1UmZM7BRBjT22esdaDczB/IUI$Sg3FKuS/lHLYLpulDWZRSX3eD7KnAI0R4H9LhfL7wXY'
const WAITING = 20

/** Computes password hashes, in other threads, a few at once. */
export type Passwords = {
  /** Number of computations that run or wait at most. */
  capacity: number
  /** True if so many computations wait that another one would be refused. */
  isFull: () => boolean
  /** Returns the hash of a password; `full` if too many others wait. */
  hash: (password: string) => Promise<string | 'full'>
  /**
   * Returns true if a hash is that of the password; `full` if too many others wait. Without a hash it takes the same time, and
   * returns false.
   */
  verify: (password: string, hash: string | undefined) => Promise<boolean | 'full'>
}

/** True if a hash was made with other parameters than those of today. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(CURRENT)

/** Returns the computations of password hashes. (Default: one fewer at once than there are processors, 20 wait) */
export function createPasswords(atOnce = Math.max(1, availableParallelism() - 1), waiting = WAITING): Passwords {
  const slots = createSlots(atOnce, waiting)
  let pending = 0
  const compute = async <T>(work: () => Promise<T>): Promise<T | 'full'> => {
    pending++
    try {
      return await slots(work)
    } finally {
      pending--
    }
  }
  return {
    capacity: atOnce + waiting,
    isFull: () => pending >= atOnce + waiting,
    hash: (password) => compute(() => Bun.password.hash(password, PARAMETERS)),
    verify: (password, hash) =>
      compute(async () => (await Bun.password.verify(password, hash || NOBODY)) && hash !== undefined),
  }
}
