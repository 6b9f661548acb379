import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { CopyButton } from '../../parts/copy-button'
import { FileLinks } from '../../parts/file-links'
import { TroubleNote } from '../../parts/trouble-note'
import { go, place, restoreScroll } from '../../state/address'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { addressOf, flag, readParameters } from '../../state/parameters'
import { SourceCard } from './source-card'
import { loadSourcePage, type SourcesData } from './source-data'
import { sourceWords } from './words'

const SOURCES = { publish: flag } as const

/** Sources with their trust and licences, and what may be published. */
export function SourcesView() {
  const { data, trouble, isBusy, again } = useLoaded('sources', loadSourcePage)
  const { title, about } = sourceWords
  useEffect(() => {
    document.title = `${title} – VestimLib`
    restoreScroll()
  }, [title])
  return (
    <main id="main" class="page" tabIndex={-1} aria-busy={isBusy}>
      <header class="page-head">
        <h1>{title}</h1>
        <p class="dim">{about}</p>
      </header>
      {trouble && <TroubleNote trouble={trouble} onRetry={again} />}
      {data ? <SourceList data={data} /> : !trouble && <SourceBones />}
    </main>
  )
}

const SourceBones = () => (
  <>
    <Bones height={118} />
    <Bones count={3} height={220} />
  </>
)

function SourceList({ data: { sources, games, publishable, sample } }: { data: SourcesData }) {
  const { publish } = readParameters(SOURCES, place.value.searchParams)
  const shown = publish ? sources.filter(({ licence }) => licence.redistributable) : sources
  const { noSources, none, list } = sourceWords
  if (sources.length === 0) return <p class="note">{noSources}</p>
  return (
    <>
      <section class="publish" aria-labelledby="publish">
        <h2 id="publish">{sourceWords.publish}</h2>
        <label class="switch">
          <input
            type="checkbox"
            checked={publish}
            onChange={() => go(addressOf('/explorer/sources', SOURCES, { publish: !publish }))}
          />
          {sourceWords.publishAbout}
        </label>
        <p role="status">{publish && publishable > 0 && <Publishable games={games} publishable={publishable} />}</p>
      </section>
      {shown.length === 0 ? (
        <p class="note">{none}</p>
      ) : (
        <section aria-label={list}>
          <h2 class="hidden">{list}</h2>
          {!sample.whole && <p class="dim">{sourceWords.sampled(figure(sample.games), figure(sample.of))}</p>}
          <ul class="source-list">
            {shown.map((source) => (
              <SourceCard key={source.slug} source={source} all={games} />
            ))}
          </ul>
          <FileLinks
            name="sources"
            data={() => shown}
            columns={['slug', 'name', 'trust', 'licence', 'redistributable', 'commercial', 'games', 'won', 'loadedAt']}
            rows={() =>
              shown.map(({ slug, name, trust, licence, games: listed, wins, freshness }) => [
                ...[slug, name, trust, licence.name, String(licence.redistributable), String(licence.commercial)],
                ...[listed, wins?.share, freshness?.loadedAt],
              ])
            }
          />
        </section>
      )}
    </>
  )
}

const exportCall = () =>
  `curl -H "Authorization: Bearer $TOKEN" '${location.origin}/v1/export/games?redistributable=true' -o games.ndjson`

const Publishable = ({ games, publishable }: Pick<SourcesData, 'games' | 'publishable'>) => (
  <>
    <b>{sourceWords.mayPublish(figure(publishable), figure(games))}</b>{' '}
    <a href="/explorer?redistributable=true">{sourceWords.seeGames}</a>
    <br />
    <span class="dim">{sourceWords.takeThem}</span> <CopyButton label={sourceWords.copy} text={exportCall} />
  </>
)
