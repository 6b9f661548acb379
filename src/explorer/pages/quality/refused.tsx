import { api } from '../../state/api'
import { figure } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { outcomeOf } from '../../state/trouble'
import { sourceName } from '../../state/vocabulary'
import { type QualityValues, qualityAddress, qualityValues } from './address'
import { Command, Heads, Section, WhenLoaded, WideTable } from './section'
import { qualityWords } from './words'

const reasonsNow = (signal: AbortSignal) => outcomeOf(api.quarantine.reasons.get({ query: {}, fetch: { signal } }))

/** Records in quarantine by source and reason, and those of the chosen reason. */
export function Refused() {
  const loaded = useLoaded('reasons', reasonsNow)
  const { refused, refusedAbout, noneRefused, source, reason, field, records, example } = qualityWords
  const values = qualityValues()
  return (
    <Section title={refused} about={refusedAbout}>
      <WhenLoaded loaded={loaded} height={180}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="note">{noneRefused}</p>
          ) : (
            <WideTable label={refused}>
              <Heads names={[source, reason, field, records, example]} />
              <tbody>
                {items.map((item) => (
                  <tr key={`${item.source}${item.dataset}${item.reason}${item.field}`}>
                    <th scope="row">{sourceName.value(item.source)}</th>
                    <td>
                      <a
                        href={qualityAddress({ source: item.source, reason: item.reason, record: undefined })}
                        aria-current={isChosen(values, item) ? 'true' : undefined}
                      >
                        <code>{item.reason}</code>
                      </a>
                    </td>
                    <td>{item.field}</td>
                    <td>{figure(item.records)}</td>
                    <td lang="en">{item.message}</td>
                  </tr>
                ))}
              </tbody>
            </WideTable>
          )
        }
      </WhenLoaded>
      {values.source && values.reason && <RefusedRecords source={values.source} reason={values.reason} />}
    </Section>
  )
}

const isChosen = ({ source, reason }: QualityValues, of: { source: string; reason: string }) =>
  source === of.source && reason === of.reason

function RefusedRecords({ source, reason }: { source: string; reason: string }) {
  const loaded = useLoaded(`${source} ${reason}`, (signal) =>
    outcomeOf(api.quarantine.get({ query: { source, reason, limit: 20 }, fetch: { signal } })),
  )
  const { record: open } = qualityValues()
  const { replayWith, close } = qualityWords
  return (
    <div class="refused">
      <WhenLoaded loaded={loaded} height={200}>
        {({ items }) => (
          <>
            <p class="dim">{replayWith}</p>
            <Command>{`bun run seed quarantine ${source} --replay`}</Command>
            <ul>
              {items.map((item) => (
                <li key={item.id}>
                  <a
                    href={qualityAddress({ record: open === item.id ? undefined : item.id })}
                    aria-expanded={open === item.id}
                  >
                    {placeInWords(item.position)}
                    {item.key && ` · ${item.key}`}
                  </a>{' '}
                  <small lang="en">{item.message}</small>
                  {open === item.id && <RawText raw={item.raw} />}
                </li>
              ))}
            </ul>
          </>
        )}
      </WhenLoaded>
      <a href={qualityAddress({ source: '', reason: '', record: undefined })}>{close}</a>
    </div>
  )
}

/** Returns the position of a record in its source, such as `file games.csv, line 12`. */
const placeInWords = (position: Readonly<Record<string, string | number>>) =>
  Object.entries(position)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function RawText({ raw }: { raw: string | null }) {
  if (raw === null) return <p class="dim">{qualityWords.noText}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard
    <section class="scroll raw" tabIndex={0} aria-label={qualityWords.raw}>
      <pre>{raw}</pre>
    </section>
  )
}
