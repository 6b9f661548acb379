import { signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { BitBars } from '../../parts/bit-bars'
import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { gameApi } from '../../state/api'
import { carryOver } from '../../state/carried'
import { figure } from '../../state/language'
import type { Loaded } from '../../state/loaded'
import { scopes } from '../../state/session'
import { outcomeOf } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { curateWords } from './curate-words'
import { DecisionDialog } from './decision-dialog'
import type { GameData, RecordData } from './game-data'
import { gameWords } from './words'

type RecordListProps = { game: GameData; records: Loaded<{ items: RecordData[] }>; onChange: () => void }

const idOf = ({ source, dataset, key }: RecordData) => [source, dataset, key].join('\n')

type Ticks = { game: string; records: readonly string[] }

/** Records of a game that were ticked. */
const ticks = signal<Ticks>({ game: '', records: [] })
// safe: as it is written here
ticks.value = (carryOver('ticks', () => ticks.value) as Ticks | undefined) ?? ticks.value

/** Records of a game with the evidence that links them, which a person can split off. */
export function RecordList({ game, records, onChange }: RecordListProps) {
  const ticked = ticks.value.game === game.id ? ticks.value.records : []
  const items = records.data?.items ?? []
  const canSplit = scopes.value.has('curate') && items.length > 1
  const put = (records: readonly string[]) => {
    ticks.value = { game: game.id, records }
  }
  const tick = (id: string) => put(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id])
  return (
    <section aria-labelledby="records">
      <h2 id="records">{gameWords.records}</h2>
      {records.trouble && <TroubleNote trouble={records.trouble} onRetry={records.again} />}
      {!records.data && !records.trouble && <Bones count={3} height={52} />}
      <ul class="records">
        {items.map((record) => (
          <li key={idOf(record)}>
            {canSplit && (
              <input
                type="checkbox"
                aria-label={`${curateWords.splitHelp} ${sourceName.value(record.source)} ${record.key}`}
                checked={ticked.includes(idOf(record))}
                onChange={() => tick(idOf(record))}
              />
            )}
            <RecordEvidence record={record} />
          </li>
        ))}
      </ul>
      {canSplit && (
        <SplitForm
          slug={game.slug}
          records={items.filter((record) => ticked.includes(idOf(record)))}
          onChange={() => {
            put([])
            onChange()
          }}
        />
      )}
    </section>
  )
}

const RecordEvidence = ({ record: { source, key, score, evidence } }: { record: RecordData }) => (
  <details>
    <summary>
      <span>
        <b>{sourceName.value(source)}</b> <code>{key}</code>
      </span>
      <output>{score ? gameWords.bits(figure(score)) : gameWords.first}</output>
    </summary>
    <BitBars evidence={evidence} />
  </details>
)

type SplitFormProps = { slug: string; records: readonly RecordData[]; onChange: () => void }

function SplitForm({ slug, records, onChange }: SplitFormProps) {
  const [isOpen, setOpen] = useState(false)
  const { split, splitHelp, splitNow, splitDone, splitWhat } = curateWords
  if (records.length === 0) return <p class="dim">{splitHelp}</p>
  const chosen = records.map(({ source, dataset, key }) => ({ source, dataset, key }))
  const api = gameApi(slug).split
  const plan = {
    key: JSON.stringify(chosen),
    game: slug,
    preview: (signal: AbortSignal) => outcomeOf(api.preview.post({ records: chosen }, { fetch: { signal } })),
    send: (why: { reason?: string }) => outcomeOf(api.post({ records: chosen, ...why })),
  }
  return (
    <>
      <button type="button" id="split" onClick={() => setOpen(true)}>
        {splitNow(records.length)}
      </button>
      {isOpen && (
        <DecisionDialog
          title={split}
          help={splitWhat}
          confirm={split}
          done={splitDone}
          plan={plan}
          onClose={() => setOpen(false)}
          onChange={onChange}
        />
      )}
    </>
  )
}
