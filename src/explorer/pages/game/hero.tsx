import { CopyButton } from '../../parts/copy-button'
import { ScoreMark } from '../../parts/score'
import { Tile } from '../../parts/tile'
import { dateInWords, shortFigure } from '../../state/language'
import { genreName, platformName, sourceName } from '../../state/vocabulary'
import { comparisonOf } from '../search/comparison'
import { CurateTools } from './curate-tools'
import { factWords } from './fact-words'
import type { GameData } from './game-data'
import { gameWords } from './words'

/** Head of the page of a game: title, date, companies, figures, and what can be done with it. */
export function GameHero({ game, onChange }: { game: GameData; onChange: () => void }) {
  const { title, genres, platforms, released } = game
  return (
    <article class="hero">
      <Tile title={title} genre={genres[0]} size="large" />
      <div class="hero-text">
        <h1>{title}</h1>
        <p class="hero-line">
          {released ? dateInWords(released) : factWords.noDate}
          <Developers game={game} />
        </p>
        <p class="chips">
          {platforms.map((one) => (
            <a key={one} href={`/explorer?platform=${encodeURIComponent(one)}`}>
              {platformName.value(one)}
            </a>
          ))}
          {genres.map((one) => (
            <a key={one} class="tinted" href={`/explorer?genre=${encodeURIComponent(one)}`}>
              {genreName.value(one)}
            </a>
          ))}
        </p>
      </div>
      <Figures game={game} />
      <div class="hero-tools">
        <CurateTools game={game} onChange={onChange} />
        <GameTakeAlong game={game} />
      </div>
    </article>
  )
}

function Developers({ game: { companies } }: { game: GameData }) {
  const developers = companies.filter(({ role }) => role === 'developer')
  const shown = developers.length > 0 ? developers : companies
  return (
    <>
      {shown.slice(0, 3).map(({ slug, name }) => (
        <span key={slug}>
          {' · '}
          <a href={`/explorer?company=${encodeURIComponent(slug)}`}>{name}</a>
        </span>
      ))}
    </>
  )
}

function Figures({ game: { score, popularity, salesCopies } }: { game: GameData }) {
  const { sold } = factWords
  const { critics, users, players } = gameWords
  return (
    <dl class="figures">
      {[
        [critics, score?.critics],
        [users, score?.users],
      ].map(([who, value]) => (
        <div key={who}>
          <dt>{who}</dt>
          <dd>{typeof value === 'number' ? <ScoreMark value={value} who={String(who)} /> : '–'}</dd>
        </div>
      ))}
      {popularity !== null && <Figure value={popularity} of={players} />}
      {salesCopies !== null && <Figure value={salesCopies} of={sold} />}
    </dl>
  )
}

const Figure = ({ value, of }: { value: number; of: string }) => (
  <div>
    <dt>{of}</dt>
    <dd>{shortFigure(value)}</dd>
  </div>
)

function GameTakeAlong({ game }: { game: GameData }) {
  const { take, json, permalink, citation, cite, compare } = gameWords
  const address = `${location.origin}/explorer/games/${encodeURIComponent(game.slug)}`
  const named = game.attribution.map(({ source }) => sourceName.value(source)).join(', ')
  return (
    <details class="menu">
      <summary>{take}</summary>
      <div>
        <CopyButton label={permalink} text={() => address} />
        <CopyButton label={citation} text={() => cite(game.title, named, address)} />
        <CopyButton label={json} text={() => JSON.stringify(game, null, 2)} />
        <a href={comparisonOf([game.slug])}>{compare}</a>
      </div>
    </details>
  )
}
