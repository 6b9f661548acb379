import { useEffect, useRef, useState } from 'preact/hooks'
import { TroubleNote } from '../../parts/trouble-note'
import { go } from '../../state/address'
import { gameApi } from '../../state/api'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { decide } from '../game/decide'
import type { GameData } from '../game/game-data'
import { compareWords } from './words'

/** Offers to merge the first game with each of the others. */
export function MergeOffer({ games }: { games: readonly GameData[] }) {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  const { oneGame, oneGameHelp, merge, merged } = compareWords
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (location.hash === '#one-game') heading.current?.focus()
  }, [])
  const [first, ...others] = games
  if (!first) return null
  const join = async (other: GameData) => {
    const decision = outcomeOf(gameApi(first.slug).merge.post({ with: other.slug }))
    const failed = await decide(decision, merged(other.title), () => {})
    setTrouble(failed)
    if (!failed) go(`/explorer/games/${encodeURIComponent(first.slug)}`)
  }
  return (
    <section aria-labelledby="one-game">
      <h2 id="one-game" ref={heading} tabIndex={-1}>
        {oneGame}
      </h2>
      <p class="dim">{oneGameHelp}</p>
      {trouble && <TroubleNote trouble={trouble} />}
      <p class="chips">
        {others.map((other) => (
          <button key={other.id} type="button" onClick={() => void join(other)}>
            {merge(first.title, other.title)}
          </button>
        ))}
      </p>
    </section>
  )
}
