import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Trouble } from '../state/trouble'
import { words } from '../words/every-page'
import { troubleInWords } from '../words/troubles'

type TroubleNoteProps = {
  trouble: Trouble
  onRetry?: () => void
  /** Game that a refused decision is about. */
  game?: string
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** Returns the address of the decision that the text of a refusal names, among those of a game; `undefined` if it names none. */
export function namedDecision({ detail = '' }: Trouble, game?: string): string | undefined {
  const decision = ID.exec(detail)?.[0]
  return decision && `/explorer/decisions?${new URLSearchParams({ ...(game && { game }), decision })}`
}

/**
 * A request that did not work, in words, with its number and a way to try again. It tries again by itself when the service said when. A
 * refusal links to the decision that it names.
 */
export function TroubleNote({ trouble, onRetry, game }: TroubleNoteProps) {
  const decision = namedDecision(trouble, game)
  const said = troubleInWords(trouble.code)
  const isOwnText = trouble.detail !== undefined && (!said || PAGE_LANGUAGE === 'en')
  return (
    <div class="note bad" role="alert">
      <p>
        {said && <strong>{said} </strong>}
        {isOwnText && trouble.detail !== said && <span lang="en">{trouble.detail}</span>}
      </p>
      <p class="note-foot">
        {decision && <a href={decision}>{words.otherDecision}</a>}
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

function Retry({ trouble, onRetry }: Required<Pick<TroubleNoteProps, 'trouble' | 'onRetry'>>) {
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
