import { type Answered, askService } from '../load/client'

/** Decision as the service answers it. */
type Told = { id: string; undoneAt: string | null }

/** Decisions that the service has acknowledged, for comparison with those that it lists at the end. */
export type Ledger = {
  /** Writes down the answer to a decision or an undo; any other answer than 200 promises nothing. */
  note: (answer: Answered) => void
  /** Returns a decision that is not undone, `undefined` if there is none. */
  pick: (random: () => number) => string | undefined
  size: () => number
  /** Returns the acknowledged decisions that the service does not list, or lists as not undone although it acknowledged that. */
  lost: (service: { origin: string }) => Promise<string[]>
}

/** Creates an empty ledger. */
export function createLedger(): Ledger {
  const [kept, undone] = [new Set<string>(), new Set<string>()]
  return {
    note({ status, text }) {
      if (status !== 200) return
      const { id, undoneAt } = JSON.parse(text) as Told // safe: the body of a decision
      if (undoneAt === null) kept.add(id)
      else undone.add(id)
    },
    pick(random) {
      const open = [...kept].filter((id) => !undone.has(id))
      return open[Math.floor(random() * open.length)]
    },
    size: () => kept.size,
    async lost(service) {
      const listed = new Map((await listDecisionStates(service)).map((told) => [told.id, told]))
      return [
        ...[...kept].filter((id) => !listed.has(id)),
        ...[...undone].filter((id) => typeof listed.get(id)?.undoneAt !== 'string'),
      ]
    },
  }
}

/** Returns every decision that the service lists. */
export async function listDecisionStates(service: { origin: string }): Promise<Told[]> {
  const all: Told[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const path = `/v1/decisions?limit=100${next ? `&cursor=${next}` : ''}`
    const answer = await askService(service, path, { scope: 'read,curate' })
    if (answer.status !== 200) throw new Error(`the list of decisions answers ${answer.status}`)
    const page = JSON.parse(answer.text) as { items: Told[]; next: string | null } // safe: a page of decisions
    all.push(...page.items)
    next = page.next
  }
  return all
}
