import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { BitBars } from '../../parts/bit-bars'
import { Bones } from '../../parts/bones'
import { GamePicker } from '../../parts/game-picker'
import { TroubleNote } from '../../parts/trouble-note'
import { usePageKeys } from '../../state/keys'
import { figure } from '../../state/language'
import { tell } from '../../state/notices'
import { type Paged, usePaged } from '../../state/paged'
import { outcomeOf, type Trouble } from '../../state/trouble'
import { platformName } from '../../state/vocabulary'
import { chooseGame, collectionApi, type UnmatchedData } from './collection-api'
import { collectionWords } from './collection-words'
import { accountAddress } from './filters'

/** Items of a collection for which a game is to be chosen, one at a time, by keys. */
export function UnmatchedDesk({ name }: { name: string }) {
  const list = usePaged<UnmatchedData>(name, (cursor, signal) =>
    outcomeOf(
      collectionApi(name).unmatched.get({ query: { limit: 20, ...(cursor && { cursor }) }, fetch: { signal } }),
    ),
  )
  const [item] = list.items ?? []
  const { which, allChosen, back } = collectionWords
  useEffect(() => {
    if (list.hasMore && (list.items?.length ?? 0) < 5) list.more()
  }, [list.items, list.hasMore])
  return (
    <section aria-labelledby="which">
      <h2 id="which">{which}</h2>
      {list.trouble && <TroubleNote trouble={list.trouble} onRetry={list.again} />}
      {!list.items && !list.trouble && <Bones count={3} height={90} />}
      {item && <OneItem name={name} item={item} list={list} />}
      {list.items?.length === 0 && !list.hasMore && <p>{allChosen}</p>}
      <p>
        <a href={accountAddress({ collection: name })}>{back}</a>
      </p>
    </section>
  )
}

type OneItemProps = { name: string; item: UnmatchedData; list: Paged<UnmatchedData> }

/** Candidates that have a key of one figure. */
const MOST_CANDIDATES = 5

function OneItem({ name, item, list }: OneItemProps) {
  const trouble = useSignal<Trouble | undefined>(undefined)
  const isBusy = useSignal(false)
  const { chosen, dismissed, choice, notHere, later, stated } = collectionWords
  const candidates = item.candidates.slice(0, MOST_CANDIDATES)
  const choose = async (game: { slug: string; title: string } | null) => {
    // A key that comes before the answer meant this item, not the next one.
    if (isBusy.value) return
    isBusy.value = true
    const outcome = await chooseGame(name, item.id, game?.slug ?? null)
    isBusy.value = false
    trouble.value = outcome.trouble
    if (outcome.trouble) return
    list.put((list.items ?? []).filter(({ id }) => id !== item.id))
    tell({ text: game ? chosen(game.title) : dismissed(item.title) })
  }
  const goOn = () => {
    trouble.value = undefined
    list.put([...(list.items ?? []).filter(({ id }) => id !== item.id), item])
  }
  usePageKeys([
    ...candidates.map(({ game }, at) => ({ key: String(at + 1), does: choice, run: () => void choose(game) })),
    { key: '0', does: notHere, run: () => void choose(null) },
    { key: 'j', does: later, run: goOn },
  ])
  return (
    <div data-item={item.id}>
      <p class="item-stated">
        <strong>{item.title}</strong>{' '}
        {[item.platform && platformName.value(item.platform), item.year].filter(Boolean).join(' · ')}{' '}
        <small>{stated}</small>
      </p>
      {trouble.value && <TroubleNote trouble={trouble.value} />}
      <Candidates candidates={candidates} onChoose={(game) => void choose(game)} />
      <div class="tool-line">
        <DeskButton letter="0" label={notHere} onClick={() => void choose(null)} />
        <DeskButton letter="j" label={later} onClick={goOn} />
      </div>
      <GamePicker
        key={item.id}
        label={collectionWords.other}
        picked={undefined}
        onPick={(game) => game && void choose(game)}
      />
    </div>
  )
}

type DeskButtonProps = { letter: string; label: string; isPrimary?: boolean; onClick: () => void }

const DeskButton = ({ letter, label, isPrimary, onClick }: DeskButtonProps) => (
  <button type="button" class={isPrimary ? 'primary' : ''} onClick={onClick}>
    {label}{' '}
    <span class="key" aria-hidden="true">
      {letter}
    </span>
  </button>
)

type CandidatesProps = {
  candidates: readonly UnmatchedData['candidates'][number][]
  onChoose: (game: UnmatchedData['candidates'][number]['game']) => void
}

function Candidates({ candidates, onChoose }: CandidatesProps) {
  const { noCandidate, choice } = collectionWords
  if (candidates.length === 0) return <p class="dim">{noCandidate}</p>
  return (
    <ol class="own-list">
      {candidates.map(({ game, bits, evidence }, at) => (
        <li key={game.id}>
          <details>
            <summary>
              {game.title}{' '}
              <small>
                {[game.year, game.platforms.map(platformName.value).join(', '), `${figure(bits)} bits`]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </summary>
            <BitBars evidence={evidence} />
          </details>
          <DeskButton letter={String(at + 1)} label={`${choice}`} isPrimary onClick={() => onChoose(game)} />
        </li>
      ))}
    </ol>
  )
}
