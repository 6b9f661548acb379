import { figure, labelled, percent, timeInWords } from '../../state/language'
import type { SourceData } from './source-data'
import { sourceWords } from './words'

/** A source: its kind, trust, licence, games, the fields that it wins, its last run and its health. */
export function SourceCard({ source, all }: { source: SourceData; all: number }) {
  const { slug, name, kind, trust, games } = source
  const words = sourceWords
  const share = all === 0 ? 0 : games / all
  return (
    <li class="source">
      <header>
        <h3>{name}</h3>
        <small>
          {slug} · {words.kinds[kind] ?? kind}
        </small>
      </header>
      <dl>
        <div>
          <dt>{words.games}</dt>
          <dd>
            <a href={`/explorer?source=${encodeURIComponent(slug)}`}>{figure(games)}</a>
            <small>{words.share(percent(Math.round(100 * share) / 100))}</small>
          </dd>
        </div>
        <div>
          <dt>{words.trust}</dt>
          <dd>
            {trust}
            <meter min={0} max={100} value={trust} aria-label={labelled(words.trust, name)} />
          </dd>
        </div>
        <WonFields wins={source.wins} />
        <Licence licence={source.licence} />
        <LastRun freshness={source.freshness} failed={source.failed} />
      </dl>
      <Attribution licence={source.licence} />
    </li>
  )
}

function Licence({ licence: { name, redistributable, commercial } }: Pick<SourceData, 'licence'>) {
  const words = sourceWords
  return (
    <div>
      <dt>{words.licence}</dt>
      <dd>
        <span>{name === 'unstated' ? words.unstated : name}</span>
        <small>
          {redistributable ? words.redistributable : words.closed}
          {redistributable && `, ${commercial ? words.commercial : words.notCommercial}`}
        </small>
      </dd>
    </div>
  )
}

function WonFields({ wins }: Pick<SourceData, 'wins'>) {
  const { won, wonOf } = sourceWords
  return (
    <div>
      <dt>{won}</dt>
      <dd>
        {wins ? percent(Math.round(100 * wins.share) / 100) : '–'}
        {wins && <small>{wonOf(figure(wins.won), figure(wins.stated))}</small>}
      </dd>
    </div>
  )
}

function LastRun({ freshness, failed }: Pick<SourceData, 'freshness' | 'failed'>) {
  const { loaded, never, health, failure } = sourceWords
  const last = freshness?.lastRun
  const state = failed && failed.id === last?.id ? 'stopped' : (last?.status ?? '')
  return (
    <div>
      <dt>{loaded}</dt>
      <dd>
        {freshness?.loadedAt ? (
          <time dateTime={freshness.loadedAt}>{timeInWords(freshness.loadedAt)}</time>
        ) : (
          <span>{never}</span>
        )}
        {health[state] && <small class={state === 'done' ? 'badge' : 'badge warn'}>{health[state]}</small>}
        {failed && (
          <small>
            {failure} <time dateTime={failed.startedAt}>{timeInWords(failed.startedAt)}</time>:{' '}
            <span lang="en">{failed.error}</span>
          </small>
        )}
      </dd>
    </div>
  )
}

function Attribution({ licence: { attribution, url } }: Pick<SourceData, 'licence'>) {
  if (!attribution) return null
  return (
    <p class="attribution">
      <small>{sourceWords.attribution}</small>{' '}
      {url ? (
        <a href={url} rel="noreferrer" target="_blank">
          {attribution}
        </a>
      ) : (
        attribution
      )}
    </p>
  )
}
