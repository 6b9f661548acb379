import { Marked } from '../../parts/marked'
import { ScoreMark } from '../../parts/score'
import { Tile } from '../../parts/tile'
import { dateInWords, shortFigure } from '../../state/language'
import { genreName, platformName } from '../../state/vocabulary'
import type { ShownGame } from './found'
import { picked, togglePick } from './picked'
import { searchWords } from './words'

const PLATFORMS_SHOWN = 4

type FoundRowProps = { game: ShownGame; onOpen: () => void }

/** A game in the list of the search, with the button that picks it for a comparison. */
export const FoundRow = ({ game, onOpen }: FoundRowProps) => (
  <div class="row-line">
    <GameLink game={game} onOpen={onOpen} />
    <PickButton game={game} />
  </div>
)

function PickButton({ game: { slug, title } }: { game: ShownGame }) {
  const isPicked = picked.value.includes(slug)
  const label = searchWords.pick(title)
  return (
    <button
      type="button"
      class="quiet pick"
      aria-pressed={isPicked}
      aria-label={label}
      title={label}
      onClick={() => togglePick(slug)}
    >
      {isPicked ? '✓' : '⇄'}
    </button>
  )
}

function GameLink({ game, onOpen }: FoundRowProps) {
  const { slug, title, genres, highlight, explanation, popularity, score } = game
  return (
    <a class="row" href={`/explorer/games/${encodeURIComponent(slug)}`} data-slug={slug} onClick={onOpen}>
      <Tile title={title} genre={genres[0]} />
      <span class="row-text">
        <strong>{highlight ? <Marked text={highlight} /> : title}</strong>
        <small>{explanation ?? factsOf(game)}</small>
      </span>
      <span class="row-figure">
        {popularity !== null && (
          <>
            {shortFigure(popularity)}
            <small>{searchWords.players}</small>
          </>
        )}
      </span>
      <ScoreMark value={score?.critics} who={searchWords.critics} />
    </a>
  )
}

/** Returns date, platforms and genres of a game on one line. */
function factsOf({ released, year, platforms, genres }: ShownGame): string {
  const first = platforms.slice(0, PLATFORMS_SHOWN).map(platformName.value).join(', ')
  const more = platforms.length > PLATFORMS_SHOWN ? ` +${platforms.length - PLATFORMS_SHOWN}` : ''
  const when = released ? dateInWords(released) : year === null ? '' : String(year)
  return [when, first + more, genres.map(genreName.value).join(', ')].filter(Boolean).join(' · ')
}
