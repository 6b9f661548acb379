import { type Answered, askService, sendJson } from '../load/client'
import { readAt } from '../load/requests'
import type { SoakLoad } from './load'

const PAUSE_MS = 60

/** Reads and searches, one request after the other. */
export async function readOn({ current, isOver, random, onAnswer }: SoakLoad): Promise<void> {
  while (!isOver()) {
    onAnswer(await askService(current(), readAt(Math.floor(random() * 100))))
    await Bun.sleep(PAUSE_MS)
  }
}

/** Decides about random ones of the games, and notes what was acknowledged. */
export async function decideOn(load: SoakLoad): Promise<void> {
  const { slugs } = load
  const slug = () => slugs[Math.floor(load.random() * slugs.length)] ?? ''
  while (!load.isOver()) {
    const answer = await decideOnce(load, slug)
    load.ledger.note(answer)
    load.onAnswer(answer)
    await Bun.sleep(PAUSE_MS * 5)
  }
}

function decideOnce(load: SoakLoad, slug: () => string): Promise<Answered> {
  const [service, chance] = [load.current(), load.random()]
  const undo = load.ledger.pick(load.random)
  if (chance < 0.3 && undo) return sendJson(service, 'POST', `/v1/decisions/${undo}/undo`, '')
  if (chance < 0.5) return sendJson(service, 'POST', `/v1/games/${slug()}/merge`, { with: slug(), reason: 'soak' })
  if (chance < 0.6) return splitOnce(service, slug())
  const field =
    chance < 0.8 ? ['title', `Title ${Math.floor(chance * 1e6)}`] : ['score.critics', Math.floor(chance * 100)]
  return sendJson(service, 'PUT', `/v1/games/${slug()}/overrides/${field[0]}`, { value: field[1] })
}

type RecordRef = { source: string; dataset: string; key: string }

async function splitOnce(service: { origin: string }, slug: string): Promise<Answered> {
  const found = await askService(service, `/v1/games/${slug}/records`)
  if (found.status !== 200) return found
  const { items } = JSON.parse(found.text) as { items: RecordRef[] } // safe: the records of a game
  const records = items.slice(-1).map(({ source, dataset, key }) => ({ source, dataset, key }))
  return sendJson(service, 'POST', `/v1/games/${slug}/split`, { records })
}
