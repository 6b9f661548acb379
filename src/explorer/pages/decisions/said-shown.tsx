import { Fragment } from 'preact'
import { sourceName } from '../../state/vocabulary'
import type { DecidedRecord, SaidPart } from './said'
import { decisionWords } from './words'

/** Words and records that say what was decided. The title of a record leads to its game. */
export const SaidShown = ({ parts }: { parts: readonly SaidPart[] }) => (
  <>
    {parts.map((part, at) => (
      <Fragment key={at}>
        {at > 0 && ' '}
        {typeof part === 'string' ? part : <RecordShown record={part} />}
      </Fragment>
    ))}
  </>
)

function RecordShown({ record: { title, game, source, key } }: { record: DecidedRecord }) {
  return (
    <>
      {title !== null && (
        <strong>{game === null ? title : <a href={`/explorer/games/${encodeURIComponent(game)}`}>{title}</a>}</strong>
      )}{' '}
      <small class="dim">
        {sourceName.value(source)} <code>{key}</code>
        {title === null && ` (${decisionWords.gone})`}
      </small>
    </>
  )
}
