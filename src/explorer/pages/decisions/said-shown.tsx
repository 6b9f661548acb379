import { Fragment } from 'preact'
import { sourceName } from '../../state/vocabulary'
import type { DecidedGame, DecidedRecord, SaidPart } from './said'
import { decisionWords } from './words'

/** Words, records and games that say what was decided. A title leads to the game. */
export const SaidShown = ({ parts }: { parts: readonly SaidPart[] }) => (
  <>
    {parts.map((part, at) => (
      <Fragment key={at}>
        {at > 0 && ' '}
        {typeof part === 'string' ? part : 'key' in part ? <RecordShown record={part} /> : <GameShown {...part} />}
      </Fragment>
    ))}
  </>
)

const TitleShown = ({ title, game }: DecidedGame) => (
  <strong>{game === null ? title : <a href={`/explorer/games/${encodeURIComponent(game)}`}>{title}</a>}</strong>
)

/** The title of a game, in one line: what was decided about it follows. */
const GameShown = (game: DecidedGame) => (
  <span class="decided-game">
    <TitleShown {...game} />
  </span>
)

function RecordShown({ record: { title, game, source, key } }: { record: DecidedRecord }) {
  return (
    <>
      {title !== null && <TitleShown title={title} game={game} />}{' '}
      <small class="dim">
        {sourceName.value(source)} <code>{key}</code>
        {title === null && ` (${decisionWords.gone})`}
      </small>
    </>
  )
}
