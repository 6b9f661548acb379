import { Bones } from '../../parts/bones'
import { Modal } from '../../parts/modal'
import { TroubleNote } from '../../parts/trouble-note'
import { labelled } from '../../state/language'
import { useLoaded } from '../../state/loaded'
import { scopes } from '../../state/session'
import { loadedSources, sourceName } from '../../state/vocabulary'
import { words } from '../../words/every-page'
import { curateWords } from './curate-words'
import { factWords } from './fact-words'
import { loadStated } from './game-data'
import { canWin, type MatrixCell, type MatrixRow } from './matrix-rows'
import { licenceInWords } from './value-in-words'
import { gameWords } from './words'

/** A value of a source that a person looks at. */
export type ShownClaim = { row: MatrixRow; cell: MatrixCell; source: string }

type ClaimDialogProps = { slug: string; claim: ShownClaim; onClose: () => void; onFavour: () => void }

/** Dialog that tells why a value won or lost, with the trust of both sides and what the records state. */
export function ClaimDialog({ slug, claim, onClose, onFavour }: ClaimDialogProps) {
  const { row, cell, source } = claim
  const { won, lost, why } = gameWords
  const isOffered = !cell.isWon && scopes.value.has('curate') && canWin(row.field, cell.raw)
  return (
    <Modal title={labelled(row.label, cell.text)} onClose={onClose}>
      <dl class="preview">
        <dt>{won}</dt>
        <dd>{row.lock ? factWords.fixedBy(row.lock.author) : winnersOf(row)}</dd>
        {!cell.isWon && <dt>{lost}</dt>}
        {!cell.isWon && <dd>{labelled(trusted(source), cell.text)}</dd>}
        <dt>{why}</dt>
        <dd>
          <strong>{whyInWords(row, cell)}</strong>
        </dd>
      </dl>
      <StatedRecords slug={slug} claim={claim} />
      <div class="actions">
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
        {isOffered && (
          <button type="button" class="primary" onClick={onFavour}>
            {curateWords.lets(sourceName.value(source))}
          </button>
        )}
      </div>
    </Modal>
  )
}

/** Returns a source with its trust. */
function trusted(slug: string): string {
  const trust = loadedSources.value.find((one) => one.slug === slug)?.trust
  return trust === undefined ? sourceName.value(slug) : `${sourceName.value(slug)} (${gameWords.trust(trust)})`
}

const winnersOf = ({ cells }: MatrixRow): string =>
  [...cells]
    .flatMap(([source, stated]) =>
      stated.filter(({ isWon }) => isWon).map(({ text }) => labelled(trusted(source), text)),
    )
    .join(' · ') || '–'

function whyInWords(row: MatrixRow, { isWon, rule }: MatrixCell): string {
  const own = isWon || row.lock ? undefined : rule
  return own
    ? (factWords.rules[own] ?? own)
    : row.lock?.reason
      ? labelled(ruleInWords(row), row.lock.reason)
      : ruleInWords(row)
}

/** Returns the rule by which the value of a fact was chosen. */
export function ruleInWords({ lock, rule, isUnanimous, cells }: MatrixRow): string {
  const { rules, agree, fixedBy } = factWords
  if (lock) return fixedBy(lock.author)
  return isUnanimous && cells.size > 1 ? agree : (rules[rule] ?? rule)
}

function StatedRecords({ slug, claim: { cell, source } }: { slug: string; claim: ShownClaim }) {
  const { data, trouble, again } = useLoaded(slug, (signal) => loadStated(slug, signal))
  if (trouble) return <TroubleNote trouble={trouble} onRetry={again} />
  if (!data) return <Bones height={160} />
  const isMeant = (record: (typeof data)['items'][number]) =>
    record.source === source &&
    cell.records.some(({ dataset, key }) => dataset === record.dataset && key === record.key)
  return (
    <>
      {data.items.filter(isMeant).map(({ dataset, key, values, licence }) => (
        <section key={dataset + key} class="stated" aria-label={gameWords.stated}>
          <h3>
            {gameWords.stated} <code>{key}</code>
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard */}
          <pre tabIndex={0}>{JSON.stringify(values, null, 2)}</pre>
          <p class="dim">{[dataset, licence && licenceInWords(licence)].filter(Boolean).join(' · ')}</p>
        </section>
      ))}
    </>
  )
}
