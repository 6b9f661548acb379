import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Trouble } from '../state/trouble'
import { words } from '../words/every-page'
import { troubleInWords } from '../words/troubles'

type TroubleNoteProps = { trouble: Trouble; onRetry?: () => void }

/** A request that did not work, in words, with its number and a way to try again. It tries again by itself when the service said when. */
export function TroubleNote({ trouble, onRetry }: TroubleNoteProps) {
  const said = troubleInWords(trouble.code)
  const isOwnText = trouble.detail !== undefined && (!said || PAGE_LANGUAGE === 'en')
  return (
    <div class="note bad" role="alert">
      <p>
        {said && <strong>{said} </strong>}
        {isOwnText && trouble.detail !== said && <span lang="en">{trouble.detail}</span>}
      </p>
      <p class="note-foot">
        {onRetry && <Retry trouble={trouble} onRetry={onRetry} />}
        {trouble.requestId && (
          <small>
            {words.request} <code>{trouble.requestId}</code>
          </small>
        )}
      </p>
    </div>
  )
}

function Retry({ trouble, onRetry }: Required<TroubleNoteProps>) {
  const left = useSignal(trouble.retryAfter)
  useEffect(() => {
    left.value = trouble.retryAfter
    if (trouble.retryAfter === undefined) return
    const timer = setInterval(() => {
      left.value = (left.value ?? 1) - 1
      if (left.value > 0) return
      clearInterval(timer)
      onRetry()
    }, 1000)
    return () => clearInterval(timer)
  }, [trouble])
  return (
    <>
      <button type="button" onClick={onRetry}>
        {words.retry}
      </button>
      {left.value !== undefined && left.value > 0 && <small>{words.retryIn(left.value)}</small>}
    </>
  )
}
