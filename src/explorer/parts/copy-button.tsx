import { useSignal } from '@preact/signals'
import { copyText } from '../state/clipboard'
import { words } from '../words/every-page'
import { Modal } from './modal'

const SAID_MS = 2000

/** Button that copies a text, and says so. Where no page may copy, it shows the text to be copied by hand. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const state = useSignal<'copied' | 'by hand' | undefined>(undefined)
  const copy = async () => {
    state.value = (await copyText(text())) ? 'copied' : 'by hand'
    if (state.value === 'copied') setTimeout(reset, SAID_MS)
  }
  const reset = () => {
    state.value = undefined
  }
  return (
    <>
      <button type="button" class="quiet" onClick={() => void copy()}>
        {label} <small role="status">{state.value === 'copied' ? words.copied : ''}</small>
      </button>
      {state.value === 'by hand' && (
        <Modal title={label} onClose={reset}>
          <p>{words.copyByHand}</p>
          <textarea
            aria-label={label}
            readOnly
            value={text()}
            ref={(field) => {
              field?.select()
            }}
          />
        </Modal>
      )}
    </>
  )
}
