import { askToSignIn } from '../state/session'
import { words } from '../words/every-page'
import { needsScope } from '../words/troubles'

/** Tells that a page needs a scope that the session lacks, with the way to another session. */
export const ScopeNote = ({ scope }: { scope: string }) => (
  <div class="note">
    <p>{needsScope(scope)}</p>
    <p class="note-foot">
      <button type="button" onClick={askToSignIn}>
        {words.signIn}
      </button>
    </p>
  </div>
)
