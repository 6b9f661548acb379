import { figure, timeInWords } from '../../state/language'
import type { SourceData } from './source-data'
import { sourceWords } from './words'

/** A source: its kind, trust, licence, games and last run. */
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
            <small>{words.share(`${figure(Math.round(100 * share))} %`)}</small>
          </dd>
        </div>
        <div>
          <dt>{words.trust}</dt>
          <dd>
            {trust}
            <meter min={0} max={100} value={trust} aria-label={`${words.trust}: ${name}`} />
          </dd>
        </div>
        <Licence licence={source.licence} />
        <LastRun freshness={source.freshness} />
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

function LastRun({ freshness }: Pick<SourceData, 'freshness'>) {
  const { loaded, never, health } = sourceWords
  const status = freshness?.lastRun?.status
  return (
    <div>
      <dt>{loaded}</dt>
      <dd>
        {freshness?.loadedAt ? (
          <time dateTime={freshness.loadedAt}>{timeInWords(freshness.loadedAt)}</time>
        ) : (
          <span>{never}</span>
        )}
        {status && health[status] && <small class="badge warn">{health[status]}</small>}
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
