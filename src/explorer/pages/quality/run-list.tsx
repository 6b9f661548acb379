import { useSignal } from '@preact/signals'
import { api } from '../../state/api'
import { figure, timeInWords } from '../../state/language'
import { type Loaded, useLoaded } from '../../state/loaded'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { Command, Section, WhenLoaded } from './section'
import { qualityWords } from './words'

type RunPage = NonNullable<Awaited<ReturnType<typeof api.runs.get>>['data']>

/** A run of the loader. */
export type RunData = RunPage['items'][number]

const PARTS = ['accepted', 'unchanged', 'duplicate', 'quarantined'] as const
const PAGE = 10
const MOST = 100

const loadRuns = (limit: number, signal: AbortSignal): Promise<Outcome<RunPage>> =>
  outcomeOf(api.runs.get({ query: { limit }, fetch: { signal } }))

/** Runs, newest first. `ended` is another number whenever a running one has ended. */
export function RunList({ ended }: { ended: number }) {
  const limit = useSignal(PAGE)
  const loaded: Loaded<RunPage> = useLoaded(`${limit.value} ${ended}`, (signal) => loadRuns(limit.value, signal))
  const { runs, runsAbout, more } = qualityWords
  return (
    <Section title={runs} about={runsAbout}>
      <WhenLoaded loaded={loaded} height={420}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <NoRuns />}
            <ol class="runs">
              {items.map((run) => (
                <RunLine key={run.id} run={run} />
              ))}
            </ol>
            {next && limit.value < MOST && (
              <button
                type="button"
                onClick={() => {
                  limit.value = MOST
                }}
              >
                {more}
              </button>
            )}
          </>
        )}
      </WhenLoaded>
    </Section>
  )
}

const COMMANDS = ['bun run demo', 'bun run seed infer my-list.csv', 'bun run seed vgsales --from vgsales.csv']

const NoRuns = () => (
  <div class="note">
    <p>{qualityWords.noRuns}</p>
    {COMMANDS.map((command) => (
      <Command key={command}>{command}</Command>
    ))}
  </div>
)

function RunLine({ run }: { run: RunData }) {
  const { statuses, replay, games, adds, parts } = qualityWords
  const said = PARTS.filter((part) => run[part] > 0).map((part) => `${figure(run[part])} ${parts[part]}`)
  return (
    <li class="run">
      <header>
        <b>{sourceName.value(run.source)}</b>
        {run.dataset !== run.source && <span>{run.dataset}</span>}
        {run.status !== 'done' && <span class="badge warn">{statuses[run.status] ?? run.status}</span>}
        {run.replay && <span class="badge">{replay}</span>}
        <small>
          <time dateTime={run.startedAt}>{timeInWords(run.startedAt)}</time> · {run.id}
        </small>
      </header>
      <div class="sum-bar" aria-hidden="true">
        {PARTS.map((part) => run[part] > 0 && <i key={part} class={part} style={{ flexGrow: run[part] }} />)}
      </div>
      <p class="sum-figures">
        <b>{adds(figure(run.read))}</b>
        {said.length > 0 && ' = '}
        {PARTS.filter((part) => run[part] > 0).map((part, at) => (
          <span key={part} class={part}>
            {at > 0 && ' + '}
            <i class={part} aria-hidden="true" /> {figure(run[part])} {parts[part]}
          </span>
        ))}
        <small>{games(figure(run.games.created), figure(run.games.updated))}</small>
      </p>
      {run.error && (
        <p class="note bad" lang="en">
          {run.error}
        </p>
      )}
    </li>
  )
}
