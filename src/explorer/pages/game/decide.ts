import { api, type gameApi } from '../../state/api'
import { tell } from '../../state/notices'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { forgetFound } from '../search/found'

type GameApi = ReturnType<typeof gameApi>

/** Games as they are and as a decision would make them. */
export type PreviewedGames = NonNullable<Awaited<ReturnType<GameApi['merge']['preview']['post']>>['data']>

/** A decision that a person is about to make: how to look at its effect, and how to make it. `key` changes with what it says. */
export type PlannedDecision = {
  key: string
  /** Slug of the game that it is about. */
  game: string
  preview: (signal: AbortSignal) => Promise<Outcome<PreviewedGames>>
  send: (why: { reason?: string }) => Promise<Outcome<{ id: string }>>
}

/** Carries out a decision and tells of it, with a way back. Returns the trouble if it was refused. `onChange` runs after both. */
export async function decide(
  decision: Promise<Outcome<{ id: string }>>,
  text: string,
  onChange: () => void,
): Promise<Trouble | undefined> {
  const { data, trouble } = await decision
  if (!data) return trouble
  const changed = () => {
    forgetFound()
    onChange()
  }
  changed()
  tell({ text, undo: () => outcomeOf(api.decisions({ id: data.id }).undo.post()), undone: changed })
  return undefined
}
