import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { go } from '../../state/address'
import { type Loaded, useLoaded } from '../../state/loaded'
import { notice, tell } from '../../state/notices'
import { GameDetails } from './facts'
import {
  type GameData,
  loadGame,
  loadRecords,
  loadSimilar,
  provenanceOf,
  type RecordData,
  type SimilarData,
} from './game-data'
import { GameHistory } from './game-history'
import { GameHero } from './hero'
import { ClaimMatrix } from './matrix'
import { MissingGame } from './missing-game'
import { RecordList } from './record-list'
import { SimilarGames } from './similar-games'
import { gameWords } from './words'

/** A game, and what each source says of it. */
export function GameView({ slug }: { slug: string }) {
  const game = useLoaded(slug, (signal) => loadGame(slug, signal))
  const records = useLoaded(slug, (signal) => loadRecords(slug, signal))
  const similar = useLoaded(slug, (signal) => loadSimilar(slug, signal))
  useAddressOf(game.data, slug)
  const turn = useSignal(0)
  const again = () => {
    turn.value++
    game.again()
    records.again()
  }
  if (game.trouble?.code === 'no_such_game') return <MissingGame slug={slug} />
  return (
    <main id="main" class="page" tabIndex={-1} aria-busy={game.isBusy}>
      {game.trouble && <TroubleNote trouble={game.trouble} onRetry={again} />}
      {game.data ? (
        <GameContent game={game.data} records={records} similar={similar} turn={turn.value} again={again} />
      ) : (
        !game.trouble && <GameBones />
      )}
    </main>
  )
}

/** Puts the title on the tab. If the game was merged, its new address replaces the old one. */
function useAddressOf(game: GameData | undefined, slug: string): void {
  useEffect(() => {
    if (!game) return
    document.title = `${game.title} – VestimLib`
    if (game.slug === slug || game.id === slug) return
    // The merge of this very page is told already, with its way back.
    if (!notice.value?.undo) tell({ text: gameWords.merged(game.title) })
    go(`/explorer/games/${encodeURIComponent(game.slug)}`, 'replace')
  }, [game, slug])
}

const GameBones = () => (
  <>
    <Bones height={132} />
    <Bones count={9} height={44} />
    <Bones count={3} height={60} />
  </>
)

type GameContentProps = {
  game: GameData
  records: Loaded<{ items: RecordData[] }>
  similar: Loaded<{ items: SimilarData[] }>
  turn: number
  again: () => void
}

const GameContent = ({ game, records, similar, turn, again }: GameContentProps) => (
  <>
    <GameHero game={game} onChange={again} />
    <ClaimMatrix game={game} provenance={provenanceOf(game)} onChange={again} />
    <GameDetails game={game} />
    <div class="pair">
      <RecordList game={game} records={records} onChange={again} />
      <SimilarGames similar={similar} />
    </div>
    <GameHistory slug={game.slug} turn={turn} onChange={again} />
    <footer class="sources">
      {gameWords.from}{' '}
      {game.attribution.map(({ source, text, url }) => (
        <a key={source} {...(url && { href: url })} rel="noreferrer" target="_blank">
          {text}
        </a>
      ))}
    </footer>
  </>
)
