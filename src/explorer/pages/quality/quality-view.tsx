import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { restoreScroll } from '../../state/address'
import { useLoaded } from '../../state/loaded'
import { scopes } from '../../state/session'
import { needsScope } from '../../words/troubles'
import { Completeness } from './completeness'
import { QualityGlance } from './glance'
import { loadQuality } from './quality-data'
import { Refused } from './refused'
import { RunList } from './run-list'
import { Running } from './running'
import { Section, WhenLoaded } from './section'
import { UnknownWords } from './unknown-words'
import { qualityWords } from './words'

/** Runs of the loader, what was refused, and how complete and consistent the catalogue is. */
export function QualityView() {
  const ended = useSignal(0)
  const quality = useLoaded(`quality ${ended.value}`, loadQuality)
  const { title, checks, runs } = qualityWords
  useEffect(() => {
    document.title = `${title} – VestimLib`
    restoreScroll()
  }, [title])
  const isCurator = scopes.value.has('curate')
  return (
    <main id="main" class="page" tabIndex={-1} aria-busy={quality.isBusy}>
      <h1>{title}</h1>
      <Section title={checks}>
        <WhenLoaded loaded={quality} height={150}>
          {(data) => <QualityGlance quality={data} />}
        </WhenLoaded>
      </Section>
      {isCurator ? (
        <>
          <Running onEnd={() => void ended.value++} />
          <RunList ended={ended.value} />
          <Refused />
        </>
      ) : (
        <Section title={runs}>
          <p class="note">{needsScope('curate')}</p>
        </Section>
      )}
      <WhenLoaded loaded={{ ...quality, trouble: undefined }} height={700}>
        {(data) => (
          <>
            <UnknownWords quality={data} />
            <Completeness quality={data} />
          </>
        )}
      </WhenLoaded>
    </main>
  )
}
