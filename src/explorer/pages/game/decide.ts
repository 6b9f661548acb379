import { api } from '../../state/api'
import { tell } from '../../state/notices'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { forgetFound } from '../search/found'

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
