import { LIMITS } from './limits'

/** Lets requests of each caller in, a few at once, so that one caller leaves room for the others. */
export type FairShare = {
  /** Returns true once a request of this caller may be answered; false if too many of its others wait, or it waited too long. */
  enter: (caller: string) => boolean | Promise<boolean>
  /** Says that a request which was let in has been answered. */
  leave: (caller: string) => void
  /** Returns the number of requests of all callers that wait for others of theirs. */
  waiting: () => number
}

export type FairShareLimits = Pick<typeof LIMITS, 'requestsOfCaller' | 'waitingOfCaller' | 'waitingMs'>

/** Requests of one caller: the number of those that are being answered, and the starts of those that wait, in their order. */
type Share = { running: number; waiting: Set<() => void> }

/** Creates the shares of all callers. A caller without requests takes no memory. (Default: 16 at once, 48 wait, for 3 s) */
export function createFairShare(limits: { [name in keyof FairShareLimits]: number } = LIMITS): FairShare {
  const shares = new Map<string, Share>()
  return {
    enter(caller) {
      const share = shares.get(caller) ?? { running: 0, waiting: new Set() }
      shares.set(caller, share)
      if (share.running >= limits.requestsOfCaller)
        return share.waiting.size < limits.waitingOfCaller && waitIn(share, limits.waitingMs)
      share.running++
      return true
    },
    leave(caller) {
      const share = shares.get(caller)
      if (!share) return
      const [next] = share.waiting
      if (next) next()
      else share.running--
      if (share.running === 0) shares.delete(caller)
    },
    waiting: () => shares.values().reduce((sum, { waiting }) => sum + waiting.size, 0),
  }
}

/** Waits until another request of the share makes room; resolves to false after `waitingMs`. */
const waitIn = ({ waiting }: Share, waitingMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const end = (isLetIn: boolean) => {
      clearTimeout(timer)
      waiting.delete(start)
      resolve(isLetIn)
    }
    const start = () => end(true)
    const timer = setTimeout(() => end(false), waitingMs)
    waiting.add(start)
  })
