import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { FileLinks } from '../../parts/file-links'
import { GamePicker } from '../../parts/game-picker'
import { TroubleNote } from '../../parts/trouble-note'
import { go } from '../../state/address'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { scopes } from '../../state/session'
import { comparedRows } from '../game/described'
import { factWords } from '../game/fact-words'
import type { GameData } from '../game/game-data'
import { gameWords } from '../game/words'
import { comparisonOf } from '../search/comparison'
import { comparedSlugs, loadCompared } from './compared'
import { MergeOffer } from './merge-offer'
import { compareWords } from './words'

const MOST = 4

/** Two to four games beside each other. */
export function CompareView() {
  const { title, help, add, missing } = compareWords
  const slugs = comparedSlugs()
  const { data, trouble, isBusy, again } = useLoaded(slugs.join('\n'), (signal) => loadCompared(slugs, signal))
  useEffect(() => {
    document.title = `${title} – VestimLib`
  }, [title])
  return (
    <main id="main" class="page" tabIndex={-1} aria-busy={isBusy}>
      <div>
        <h1>{title}</h1>
        <p class="dim">{help}</p>
      </div>
      {trouble && <TroubleNote trouble={trouble} onRetry={again} />}
      {!data && !trouble && <Bones count={10} height={44} />}
      {data?.missing.map((slug) => (
        <p key={slug} class="note">
          {missing(slug)}
        </p>
      ))}
      {data && data.games.length > 0 && <ComparedTable games={data.games} />}
      {slugs.length < MOST && (
        <GamePicker
          key={slugs.join()}
          label={add}
          picked={undefined}
          onPick={(game) => game && go(comparisonOf([...slugs, game.slug]))}
        />
      )}
      {data && data.games.length > 1 && scopes.value.has('curate') && <MergeOffer games={data.games} />}
    </main>
  )
}

function ComparedTable({ games }: { games: readonly GameData[] }) {
  const rows = comparedRows(games)
  const differing = rows.filter(({ differs }) => differs).length
  const { title, differs, same } = compareWords
  return (
    <div>
      <p class="compared-count" role="status">
        {games.length > 1 && (
          <span class={differing > 0 ? 'badge warn' : 'badge'}>
            {differing > 0 ? differs(figure(differing)) : same}
          </span>
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by the keyboard */}
      <section class="scroll" tabIndex={0} aria-label={title}>
        <table class="compared">
          <thead>
            <tr>
              <th scope="col">{gameWords.fact}</th>
              {games.map((game) => (
                <GameHeading key={game.id} game={game} games={games} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ fact, values, differs: isDiffering }) => (
              <tr key={fact} class={isDiffering && games.length > 1 ? 'differing' : ''}>
                <th scope="row">{factWords.fields[fact] ?? fact}</th>
                {games.map((game, at) => (
                  <td key={game.id}>{values[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <FileLinks
        name="compared"
        data={() => games}
        columns={['fact', ...games.map(({ slug }) => slug)]}
        rows={() => rows.map(({ fact, values }) => [fact, ...values])}
      />
    </div>
  )
}

function GameHeading({ game, games }: { game: GameData; games: readonly GameData[] }) {
  const label = compareWords.remove(game.title)
  const others = games.filter(({ id }) => id !== game.id).map(({ slug }) => slug)
  return (
    <th scope="col">
      <a href={`/explorer/games/${encodeURIComponent(game.slug)}`}>{game.title}</a>{' '}
      <a class="leave" href={comparisonOf(others)} title={label} aria-label={label}>
        ×
      </a>
    </th>
  )
}
