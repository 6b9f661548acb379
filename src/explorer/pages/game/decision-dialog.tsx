import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Modal } from '../../parts/modal'
import { TroubleNote } from '../../parts/trouble-note'
import type { Trouble } from '../../state/trouble'
import { words } from '../../words/every-page'
import { ChangedFacts } from './changed-facts'
import { curateWords } from './curate-words'
import { decide, type PlannedDecision } from './decide'

type DecisionDialogProps = {
  title: string
  help: string
  confirm: string
  done: string
  /** Absent as long as something is missing. */
  plan: PlannedDecision | undefined
  /** Said as long as something is missing. */
  missing?: string
  /** Fact that the dialog itself shows. */
  without?: string
  onClose: () => void
  onChange: () => void
  children?: ComponentChildren
}

/** Dialog in which a person decides something about a game, gives the reason, and sees first what it would make. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { title, help, confirm, done, plan, missing, without, onClose, onChange, children } = props
  const id = useId()
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const save = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    if (!plan) return
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    const failed = await decide(plan.send(reason ? { reason } : {}), done, onChange)
    setTrouble(failed)
    if (!failed) onClose()
  }
  return (
    <Modal title={title} onClose={onClose}>
      <p class="dim">{help}</p>
      <form onSubmit={(event) => void save(event)}>
        {children}
        <label class="field">
          {curateWords.reason}
          <input name="reason" maxLength={2000} placeholder={curateWords.reasonHelp} autocomplete="off" />
        </label>
        {plan && <ChangedFacts plan={plan} {...(without && { without })} />}
        {trouble && <TroubleNote trouble={trouble} {...(plan && { game: plan.game })} />}
        <p id={id} class="dim" role="status">
          {!plan && missing}
        </p>
        <div class="actions">
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary" disabled={!plan} aria-describedby={id}>
            {confirm}
          </button>
        </div>
      </form>
    </Modal>
  )
}
