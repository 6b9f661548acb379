import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { figure } from '../../state/language'
import { loadSettled, useLoaded } from '../../state/loaded'
import { curateWords } from './curate-words'
import type { PlannedDecision, PreviewedGames } from './decide'
import { comparedRows } from './described'
import { factWords } from './fact-words'
import { gameWords } from './words'

type PreviewedGame = PreviewedGames['after'][number]
type ChangedFactsProps = { plan: PlannedDecision; without?: string }

/** The facts that a decision would change: a column for each game as it is, then one for each as it would be. */
export function ChangedFacts({ plan, without }: ChangedFactsProps) {
  const { data, trouble, isBusy } = useLoaded(plan.key, loadSettled(plan.preview))
  if (trouble) return <TroubleNote trouble={trouble} game={plan.game} />
  if (!data) return <Bones height={150} />
  return <PreviewTable games={data} without={without} isBusy={isBusy} />
}

type PreviewTableProps = { games: PreviewedGames; without: string | undefined; isBusy: boolean }

function PreviewTable({ games: { before, after }, without, isBusy }: PreviewTableProps) {
  const { before: now, after: then, changes, noChange } = curateWords
  const rows = comparedRows([...before, ...after]).filter(({ fact, differs }) => differs && fact !== without)
  if (rows.length === 0) return <p class="dim">{noChange}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by the keyboard
    <section class="scroll planned" tabIndex={0} aria-label={changes} aria-busy={isBusy}>
      <table>
        <thead>
          <tr>
            <th scope="col">{gameWords.fact}</th>
            {before.map((game) => (
              <PlannedHeading key={`now ${game.slug}`} when={now} game={game} />
            ))}
            {after.map((game, at) => (
              <PlannedHeading key={`then ${game.slug ?? at}`} when={then} game={game} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ fact, values }) => (
            <tr key={fact}>
              <th scope="row">{factWords.fields[fact] ?? fact}</th>
              {values.map((value, at) => (
                <td key={`${fact} ${at}`} class={at < before.length ? 'dim' : ''}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const PlannedHeading = ({ when, game: { slug, records } }: { when: string; game: PreviewedGame }) => (
  <th scope="col">
    {when}
    <small>
      {slug ?? curateWords.newGame} · {curateWords.records(records, figure(records))}
    </small>
  </th>
)
