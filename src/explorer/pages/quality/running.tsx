import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { api } from '../../state/api'
import { figure, percent } from '../../state/language'
import { outcomeOf } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import type { RunData } from './run-list'
import { Command, Section } from './section'
import { qualityWords } from './words'

const POLL_MS = 1000

/** True for the store inside the service: it belongs to one process, so that nothing is loaded while the page is served. */
const isEmbedded = document.querySelector<HTMLMetaElement>('meta[name=vestim-store]')?.content === 'embedded'

/** Calls `ask` at once, and a second after each answer while the page is seen. Returns what ends it. */
function eachSecond(ask: () => Promise<void>): () => void {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = async () => {
    if (document.visibilityState === 'visible') await ask()
    if (!isOver) timer = setTimeout(() => void turn(), POLL_MS)
  }
  void turn()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** Runs that are reading or matching now, asked for each second while the page is seen. `onEnd` runs when one of them has ended. */
export function Running({ onEnd }: { onEnd: () => void }) {
  const runs = useSignal<readonly RunData[]>([])
  useEffect(() => {
    if (isEmbedded) return undefined
    return eachSecond(async () => {
      const { data } = await outcomeOf(api.runs.get({ query: { status: 'reading,archived', limit: 20 } }))
      if (!data) return
      const going = new Set(data.items.map(({ id }) => id))
      const hasEnded = runs.value.some(({ id }) => !going.has(id))
      runs.value = data.items
      if (hasEnded) onEnd()
    })
  }, [])
  const { running, nothingRuns, embedded, load } = qualityWords
  return (
    <Section title={running}>
      {runs.value.map((run) => (
        <RunProgress key={run.id} run={run} />
      ))}
      {runs.value.length === 0 && (
        <>
          <p class="dim">{isEmbedded ? embedded : nothingRuns}</p>
          <Command>{load}</Command>
        </>
      )}
    </Section>
  )
}

const STEP = 10

function RunProgress({ run }: { run: RunData }) {
  const { source, status, read, expected, error } = run
  const share = expected ? Math.min(1, read / expected) : undefined
  const isReading = status === 'reading'
  const name = sourceName.value(source)
  return (
    <div class="run">
      <b>{name}</b>
      <progress aria-label={name} max={1} {...(isReading && share !== undefined && { value: share })} />
      <p class="sum-figures">{isReading ? <Speed run={run} /> : <span>{qualityWords.matching}</span>}</p>
      {/* Readers hear every tenth part, not every second. */}
      <span class="hidden" role="status">
        {share !== undefined && qualityWords.heard(name, percent((Math.floor((100 * share) / STEP) * STEP) / 100))}
      </span>
      {error && (
        <p class="note bad" lang="en">
          {error}
        </p>
      )}
    </div>
  )
}

/** Part of a run that is read, its speed, and the time it will take. */
function Speed({ run: { read, expected, startedAt } }: { run: RunData }) {
  const { progress, progressOpen, rate, left, soon } = qualityWords
  const perSecond = read / Math.max(1, (Date.now() - Date.parse(startedAt)) / 1000)
  const minutes = expected === null || perSecond === 0 ? undefined : (expected - read) / perSecond / 60
  return (
    <>
      <span>{expected === null ? progressOpen(figure(read)) : progress(figure(read), figure(expected))}</span>
      <span>{rate(figure(Math.round(perSecond)))}</span>
      {minutes !== undefined && <span>{minutes < 1 ? soon : left(figure(Math.ceil(minutes)))}</span>}
    </>
  )
}
