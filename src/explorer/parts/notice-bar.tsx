import { useSignal } from '@preact/signals'
import { notice } from '../state/notices'
import type { Trouble } from '../state/trouble'
import { words } from '../words/every-page'
import { troubleInWords } from '../words/troubles'

/** Takes back the last thing that was done, if that is possible. */
async function undoLast(onTrouble: (trouble: Trouble | undefined) => void): Promise<void> {
  const done = notice.value
  if (!done?.undo) return
  const { undo: _, ...rest } = done
  notice.value = rest
  const { trouble } = await done.undo()
  onTrouble(trouble)
  notice.value = trouble ? done : { text: words.undone }
  if (!trouble) done.undone?.()
}

/** The last thing that was done, at the foot of the screen, with a button that takes it back. */
export function NoticeBar() {
  const trouble = useSignal<Trouble | undefined>(undefined)
  const done = notice.value
  return (
    <div class="notice" role="status">
      {done && (
        <p>
          <span>{done.text}</span>
          {trouble.value && <em>{troubleInWords(trouble.value.code) ?? trouble.value.detail}</em>}
          {done.undo && (
            <button
              type="button"
              id="undo"
              onClick={() =>
                void undoLast((failed) => {
                  trouble.value = failed
                })
              }
            >
              {words.undo}
            </button>
          )}
          <button
            type="button"
            class="quiet"
            aria-label={words.close}
            onClick={() => {
              notice.value = undefined
            }}
          >
            ×
          </button>
        </p>
      )}
    </div>
  )
}
