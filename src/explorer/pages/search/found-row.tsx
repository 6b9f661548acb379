import { Marked } from '../../parts/marked'
import { ScoreMark } from '../../parts/score'
import { Tile } from '../../parts/tile'
import { shortFigure } from '../../state/language'
import { placeInWords } from '../../words/scoring'
import type { ShownGame } from './found'
import { factsOf, gameAddress } from './game-facts'
import { SelectBox } from './select-box'
import { searchWords } from './words'

export type FoundRowProps = { game: ShownGame; onOpen: () => void }

/** A game in the list of the search, with the box that selects it. */
export const FoundRow = ({ game, onOpen }: FoundRowProps) => (
  <div class="row-line">
    <SelectBox game={game} />
    <GameLink game={game} onOpen={onOpen} />
  </div>
)

function GameLink({ game, onOpen }: FoundRowProps) {
  const { slug, title, genres, highlight, popularity, score } = game
  return (
    <a class="row" href={gameAddress(slug)} data-slug={slug} onClick={onOpen}>
      <Tile title={title} genre={genres[0]} />
      <span class="row-text">
        <strong>{highlight ? <Marked text={highlight} /> : title}</strong>
        <small>{placeInWords(game) ?? factsOf(game)}</small>
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
