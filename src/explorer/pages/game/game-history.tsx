import { useSignal } from '@preact/signals'
import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { timeInWords } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { usePaged } from '../../state/paged'
import { scopes } from '../../state/session'
import { decisionAddress } from '../decisions/filters'
import { fixInWords } from '../decisions/said'
import { UndoDecision } from '../decisions/undo-decision'
import { decisionWords } from '../decisions/words'
import { type HistoryData, loadFixes, loadHistory } from './game-data'
import { gameWords } from './words'

type GameHistoryProps = { slug: string; turn: number; onChange: () => void }

/** The events that made a game, newest first, loaded when they are opened, and again when `turn` changes. */
export function GameHistory(props: GameHistoryProps) {
  const isOpen = useSignal(false)
  if (!scopes.value.has('curate')) return null
  return (
    <details
      class="history"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open
      }}
    >
      <summary>
        <h2>{gameWords.history}</h2>
      </summary>
      {isOpen.value && <Events {...props} />}
    </details>
  )
}

function Events({ slug, turn, onChange }: GameHistoryProps) {
  const list = usePaged(`${slug}\n${turn}`, (cursor, signal) => loadHistory(slug, cursor, signal))
  const fixes = useLoaded(`${slug}\n${turn}`, (signal) => loadFixes(slug, signal))
  const fixOf = (id?: string) => fixes.data?.items.find((one) => one.id === id)?.lock
  return (
    <>
      {list.trouble && <TroubleNote trouble={list.trouble} onRetry={list.again} />}
      {!list.items && !list.trouble && <Bones count={3} height={60} />}
      <ol class="events" aria-busy={list.isBusy}>
        {list.items?.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.game} ${event.decision?.id}`}>
            <HistoryEvent event={event} fix={fixOf(event.decision?.id)} slug={slug} onChange={onChange} />
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <button type="button" onClick={list.more}>
          {gameWords.earlier}
        </button>
      )}
    </>
  )
}

type HistoryEventProps = Omit<GameHistoryProps, 'turn'> & {
  event: HistoryData
  fix: Parameters<typeof fixInWords>[0] | null | undefined
}

function HistoryEvent({ event, fix, slug, onChange }: HistoryEventProps) {
  const { at, kind, decision } = event
  const said = [eventInWords(event), fix && fixInWords(fix)].filter(Boolean).join(' · ')
  const time = <time dateTime={at}>{timeInWords(at)}</time>
  return (
    <>
      <p class={decision?.undoneAt ? 'undone' : ''}>
        <strong>{said}</strong>{' '}
        <span class="dim">
          {decision ? <a href={decisionAddress({ game: slug, decision: decision.id })}>{time}</a> : time}{' '}
          {decision && decisionWords.by(decision.author)} {decision?.reason && <q>{decision.reason}</q>}
        </span>
      </p>
      {decision?.undoneAt && (
        <p class="dim">{decisionWords.undoneBy(decision.undoneBy ?? '–', timeInWords(decision.undoneAt))}</p>
      )}
      {kind === 'decided' && decision && !decision.undoneAt && (
        <UndoDecision id={decision.id} said={`${said}, ${timeInWords(at)}`} onUndone={onChange} />
      )}
    </>
  )
}

function eventInWords({ kind, game, other, decision }: HistoryData): string {
  if (kind === 'decided' && decision) return decisionWords.kinds[decision.kind]
  return gameWords.events[kind]?.(game ?? '–', other ?? '–') ?? kind
}
