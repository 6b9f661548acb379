import { Tile } from '../../parts/tile'
import { platformName, sourceName } from '../../state/vocabulary'
import { differingFacts, ownParts } from './differences'
import type { DoubtfulPair, ReviewedSide } from './queue'
import { reviewWords } from './words'

/** Two records beside each other. What one has and the other lacks is underlined. */
export function PairCards({ pair: { id, one, other } }: { pair: DoubtfulPair }) {
  const { sides, differsIn, alike, fields } = reviewWords
  const differing = differingFacts(one, other).map((fact) => fields[fact])
  return (
    <div class="cards" data-review={id}>
      <SideCard side={one} other={other} label={sides[0] ?? ''} />
      <SideCard side={other} other={one} label={sides[1] ?? ''} />
      <p class="hidden">{differing.length > 0 ? differsIn(differing.join(', ')) : alike}</p>
    </div>
  )
}

type SideCardProps = { side: ReviewedSide; other: ReviewedSide; label: string }

function SideCard({ side, other, label }: SideCardProps) {
  const { noYear, noPlatform, game } = reviewWords
  return (
    <section class="side" aria-label={label}>
      <Tile title={side.title} />
      <div>
        <h2>
          {ownParts(side.title, other.title).map(({ text, isOwn }, at) =>
            isOwn ? <u key={`${at}${text}`}>{text}</u> : text,
          )}
        </h2>
        <p>
          {side.year === other.year ? (side.year ?? noYear) : <u>{side.year ?? noYear}</u>}
          {' · '}
          {side.platforms.length === 0 && (other.platforms.length > 0 ? <u>{noPlatform}</u> : noPlatform)}
          {side.platforms.map((platform, at) => [
            at > 0 && ', ',
            other.platforms.includes(platform) ? (
              platformName.value(platform)
            ) : (
              <u key={platform}>{platformName.value(platform)}</u>
            ),
          ])}
        </p>
        <p class="dim">
          {sourceName.value(side.source)} <code>{side.key}</code>{' '}
          <a href={`/explorer/games/${encodeURIComponent(side.game)}`}>{game}</a>
        </p>
      </div>
    </section>
  )
}
