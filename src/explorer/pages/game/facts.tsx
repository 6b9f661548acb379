import { dateInWords, figure } from '../../state/language'
import { platformName, regionName, sourceName } from '../../state/vocabulary'
import { factWords } from './fact-words'
import type { GameData } from './game-data'
import { gameWords } from './words'

/** Releases of a game in order of their dates, and the rest that is known of it. */
export const GameDetails = ({ game }: { game: GameData }) => (
  <div class="pair">
    <Releases game={game} />
    <About game={game} />
  </div>
)

type Release = GameData['releases'][number]

const byDate = (one: Release, other: Release) =>
  (one.released?.date ?? '9999').localeCompare(other.released?.date ?? '9999')

/** Releases by region, the region of the earliest release first. */
function Releases({ game: { releases } }: { game: GameData }) {
  const regions = [...Map.groupBy(releases.toSorted(byDate), ({ region }) => region ?? '')]
  return (
    <section aria-labelledby="releases">
      <h2 id="releases">{gameWords.releases}</h2>
      {regions.map(([region, listed]) => (
        <div key={region}>
          {(region || regions.length > 1) && <h3>{region ? regionName.value(region) : gameWords.noRegion}</h3>}
          <ol class="timeline">
            {listed.map((release) => (
              <ReleaseLine key={`${release.platform}|${release.edition}`} release={release} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

function ReleaseLine({ release: { platform, edition, released, salesCopies } }: { release: Release }) {
  const { noDate, sold } = factWords
  const { precisions } = gameWords
  return (
    <li>
      {released ? (
        <time dateTime={released.date.slice(0, { year: 4, month: 7 }[released.precision as string] ?? 10)}>
          {dateInWords(released)}
          {precisions[released.precision]}
        </time>
      ) : (
        <span class="dim">{noDate}</span>
      )}
      <strong>{platformName.value(platform)}</strong>
      <small>{[edition, salesCopies && `${figure(salesCopies)} ${sold}`].filter(Boolean).join(' · ')}</small>
    </li>
  )
}

function About({ game }: { game: GameData }) {
  const { more, also, website, cover, ids, related } = gameWords
  return (
    <section aria-labelledby="about">
      <h2 id="about">{more}</h2>
      {game.summary && <p lang="en">{game.summary}</p>}
      <dl class="about">
        {game.alternativeNames.length > 0 && <Pair term={also}>{game.alternativeNames.join(', ')}</Pair>}
        {game.website && <Pair term={website}>{<Outside href={game.website} />}</Pair>}
        {game.cover && <Pair term={cover}>{<Outside href={game.cover.url} />}</Pair>}
        {game.related.length > 0 && (
          <Pair term={related}>
            {game.related.map(({ slug, relation }) => (
              <a key={slug + relation} href={`/explorer/games/${encodeURIComponent(slug)}`}>
                {`${factWords.relations[relation]} ${slug.replaceAll('-', ' ')} `}
              </a>
            ))}
          </Pair>
        )}
        <Pair term={ids}>
          {game.ids.map(({ source, id, url }) => (
            <span key={source + id}>
              {sourceName.value(source)} {url ? <Outside href={url} text={id} /> : <code>{id}</code>}
              <br />
            </span>
          ))}
        </Pair>
      </dl>
    </section>
  )
}

const Pair = ({ term, children }: { term: string; children: preact.ComponentChildren }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)

/** A link to another site, which learns nothing of this page. Only addresses of the web are linked. */
function Outside({ href, text }: { href: string; text?: string }) {
  if (!/^https?:\/\//i.test(href)) return <code>{text ?? href}</code>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {text ?? (URL.canParse(href) ? new URL(href).hostname : href)}
    </a>
  )
}
