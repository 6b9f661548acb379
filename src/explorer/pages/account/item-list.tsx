import { Bones } from '../../parts/bones'
import { Tile } from '../../parts/tile'
import { TroubleNote } from '../../parts/trouble-note'
import { WindowList } from '../../parts/window-list'
import { figure } from '../../state/language'
import { tell } from '../../state/notices'
import { usePaged } from '../../state/paged'
import { outcomeOf } from '../../state/trouble'
import { platformName } from '../../state/vocabulary'
import { collectionApi, type ItemData } from './collection-api'
import { collectionWords } from './collection-words'

const ROW_HEIGHT = 66
const MINUTES = 60

type ItemListProps = { name: string; onChange: () => void }

/** Games of a collection, of any number. */
export function ItemList({ name, onChange }: ItemListProps) {
  const { items: label, empty, taken } = collectionWords
  const list = usePaged<ItemData>(name, (cursor, signal) =>
    outcomeOf(collectionApi(name).items.get({ query: { limit: 50, ...(cursor && { cursor }) }, fetch: { signal } })),
  )
  const takeOut = async ({ id, title }: ItemData) => {
    const { data } = await outcomeOf(collectionApi(name).items({ item: id }).delete())
    if (!data) return list.again()
    tell({ text: taken(title) })
    onChange()
  }
  return (
    <>
      {list.trouble && <TroubleNote trouble={list.trouble} onRetry={list.again} />}
      {!list.items && !list.trouble && <Bones count={2} height={ROW_HEIGHT} />}
      {list.items?.length === 0 && <p class="dim">{empty}</p>}
      {list.items && list.items.length > 0 && (
        <WindowList
          items={list.items}
          rowHeight={ROW_HEIGHT}
          keyOf={({ id }) => id}
          row={(item) => <ItemRow item={item} onTakeOut={() => void takeOut(item)} />}
          label={label}
          hasMore={list.hasMore}
          onEnd={list.more}
        />
      )}
    </>
  )
}

function ItemRow({ item, onTakeOut }: { item: ItemData; onTakeOut: () => void }) {
  const { out, outOf, noGame } = collectionWords
  const { title, game } = item
  return (
    <div class="item">
      <Tile title={game?.title ?? title} genre={game?.genres[0]} />
      <span>
        {game ? (
          <a class="one-line" href={`/explorer/games/${encodeURIComponent(game.slug)}`}>
            {game.title}
          </a>
        ) : (
          <span class="one-line">{title}</span>
        )}
        <small>{[!game && noGame, factsOf(item)].filter(Boolean).join(' · ')}</small>
      </span>
      <button type="button" class="quiet" aria-label={outOf(title)} onClick={onTakeOut}>
        {out}
      </button>
    </div>
  )
}

/** Returns the facts that a person states about a game, on one line. */
function factsOf({ year, platform, status, rating, playtimeMinutes, store }: ItemData): string {
  const { statuses, hours } = collectionWords
  return [
    platform && platformName.value(platform),
    year,
    status && statuses[status],
    rating !== null && `${figure(rating)}/10`,
    playtimeMinutes !== null && hours(figure(playtimeMinutes / MINUTES)),
    store,
  ]
    .filter(Boolean)
    .join(' · ')
}
