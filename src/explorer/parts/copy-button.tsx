import { useSignal } from '@preact/signals'
import { words } from '../words/every-page'

const SAID_MS = 2000

/** Button that copies a text, and says so. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const isCopied = useSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text())
    isCopied.value = true
    setTimeout(() => {
      isCopied.value = false
    }, SAID_MS)
  }
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      {label} <small role="status">{isCopied.value ? words.copied : ''}</small>
    </button>
  )
}
