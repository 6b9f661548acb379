import { Marked } from '../../parts/marked'
import { ScoreMark } from '../../parts/score'
import { Tile } from '../../parts/tile'
import { WindowList } from '../../parts/window-list'
import type { FoundRowProps } from './found-row'
import { gameAddress, platformsInWords } from './game-facts'
import type { FoundListProps } from './list-props'
import { SelectBox } from './select-box'
import { searchWords } from './words'

const MIN_WIDTH = 150

/** The games found, as tiles. */
export const FoundTiles = ({ items, rowHeight, hasMore, onEnd, onOpen }: FoundListProps) => (
  <WindowList
    items={items}
    rowHeight={rowHeight}
    minWidth={MIN_WIDTH}
    keyOf={({ id }) => id}
    row={(game) => <GameTile game={game} onOpen={() => onOpen(game)} />}
    label={searchWords.list}
    hasMore={hasMore}
    onEnd={onEnd}
  />
)

function GameTile({ game, onOpen }: FoundRowProps) {
  const { slug, title, genres, highlight, year, score } = game
  return (
    <div class="game-tile">
      <SelectBox game={game} />
      <a href={gameAddress(slug)} data-slug={slug} onClick={onOpen}>
        <Tile title={title} genre={genres[0]} size="large" />
        <strong>{highlight ? <Marked text={highlight} /> : title}</strong>
        <small>{[year, platformsInWords(game)].filter(Boolean).join(' · ')}</small>
        <ScoreMark value={score?.critics} who={searchWords.critics} />
      </a>
    </div>
  )
}
