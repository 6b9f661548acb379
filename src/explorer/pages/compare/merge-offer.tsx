import { useEffect, useRef, useState } from 'preact/hooks'
import { go } from '../../state/address'
import type { GameData } from '../game/game-data'
import { MergeDialog } from '../game/merge-dialog'
import { compareWords } from './words'

/** Offers to merge the first game with each of the others, after a look at what they would be together. */
export function MergeOffer({ games }: { games: readonly GameData[] }) {
  const [other, setOther] = useState<GameData | undefined>(undefined)
  const { oneGame, oneGameHelp, merge } = compareWords
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (location.hash === '#one-game') heading.current?.focus()
  }, [])
  const [first, ...others] = games
  if (!first) return null
  return (
    <section aria-labelledby="one-game">
      <h2 id="one-game" ref={heading} tabIndex={-1}>
        {oneGame}
      </h2>
      <p class="dim">{oneGameHelp}</p>
      <p class="chips">
        {others.map((one) => (
          <button key={one.id} type="button" onClick={() => setOther(one)}>
            {merge(first.title, one.title)}
          </button>
        ))}
      </p>
      {other && (
        <MergeDialog
          game={first}
          other={other}
          onClose={() => setOther(undefined)}
          onChange={() => go(`/explorer/games/${encodeURIComponent(first.slug)}`)}
        />
      )}
    </section>
  )
}
