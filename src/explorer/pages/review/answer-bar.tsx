import { figure } from '../../state/language'
import { reviewAddressWith } from './filters'
import { unsent } from './outbox'
import { signedBits } from './pair-evidence'
import type { DoubtfulPair } from './queue'
import { undoVerdict } from './undo'
import { carriedNote, type DoneVerdict, decideShown, done, showBeside, undoneCount } from './verdicts'
import { reviewWords } from './words'

/** Buttons of the answers, and the note that goes with one. */
export function AnswerBar({ pair }: { pair: DoubtfulPair }) {
  const { same, different, back, next, note, link } = reviewWords
  return (
    <div class="answers">
      <AnswerButton letter="s" label={same} isPrimary onClick={() => decideShown('same')} />
      <AnswerButton letter="d" label={different} isPrimary onClick={() => decideShown('different')} />
      <AnswerButton letter="k" label={back} onClick={() => showBeside(-1)} />
      <AnswerButton letter="j" label={next} onClick={() => showBeside(1)} />
      <UndoButton />
      <input
        key={pair.id}
        id="note"
        defaultValue={carriedNote(pair.id)}
        aria-label={note}
        placeholder={`${note} (n)`}
        maxLength={2000}
        autocomplete="off"
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <a class="dim" href={reviewAddressWith({ pair: pair.id })}>
        {link}
      </a>
    </div>
  )
}

/** Button that takes the last answer back. */
export const UndoButton = () => (
  <AnswerButton
    letter="u"
    label={reviewWords.undo}
    isOff={done.value.length === 0}
    onClick={() => void undoVerdict()}
  />
)

type AnswerButtonProps = {
  letter: string
  label: string
  isPrimary?: boolean
  isOff?: boolean
  onClick: () => void
}

const AnswerButton = ({ letter, label, isPrimary, isOff = false, onClick }: AnswerButtonProps) => (
  <button type="button" class={isPrimary ? 'primary answer' : 'answer'} disabled={isOff} onClick={onClick}>
    {label}{' '}
    <span class="key" aria-hidden="true">
      {letter}
    </span>
  </button>
)

/** The last answer and the figures of the session. */
export function SessionLine() {
  const { figures, sending } = reviewWords
  const last = done.value.at(-1)
  const count = (verdict: DoneVerdict['verdict']) =>
    figure(done.value.reduce((sum, one) => sum + (one.verdict === verdict ? one.pairs : 0), 0))
  return (
    <p class="session-line dim">
      <span role="status">{last && answerInWords(last)}</span>
      <span>
        {figures(count('same'), count('different'), figure(undoneCount.value))}
        {unsent.value > 0 && <span class="sending"> · {sending(figure(unsent.value))}</span>}
      </span>
    </p>
  )
}

function answerInWords({ verdict, of, pairs }: DoneVerdict): string {
  const { said, saidAll } = reviewWords
  const word = reviewWords[verdict]
  return of ? said(word, of.title, signedBits(of.score)) : saidAll(word, figure(pairs))
}
