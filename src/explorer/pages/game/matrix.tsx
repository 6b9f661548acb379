import { useState } from 'preact/hooks'
import { FileLinks } from '../../parts/file-links'
import { labelled } from '../../state/language'
import { scopes } from '../../state/session'
import { loadedSources, sourceName } from '../../state/vocabulary'
import { ClaimDialog, ruleInWords, type ShownClaim } from './claim-dialog'
import { curateWords } from './curate-words'
import { factWords } from './fact-words'
import { FixDialog } from './fix-dialog'
import type { GameData, ProvenanceData } from './game-data'
import { canWin, fixByValue, type MatrixCell, type MatrixRow, matrixRows } from './matrix-rows'
import { useRowFocus } from './row-focus'
import { licenceInWords, valueInWords } from './value-in-words'
import { gameWords } from './words'

type ClaimMatrixProps = { game: GameData; provenance: ProvenanceData; onChange: () => void }

/** A value of a source that a person wants to win. */
type Favoured = { field: string; value: unknown }

/** Every fact of a game with the sources that state it: a row for each fact, a column for each source. */
export function ClaimMatrix({ game, provenance, onChange }: ClaimMatrixProps) {
  const [favoured, setFavoured] = useState<Favoured | undefined>(undefined)
  const [shown, setShown] = useState<ShownClaim | undefined>(undefined)
  useRowFocus(provenance)
  const rows = matrixRows(provenance)
  const columns = columnsOf(rows)
  const disputes = rows.filter(({ isDisputed }) => isDisputed).length
  const { says, saysHelp, disputes: counted, agreed, oneSource } = gameWords
  return (
    <section aria-labelledby="says">
      <h2 id="says">
        {says} <span class={disputes > 0 ? 'badge warn' : 'badge'}>{disputes > 0 ? counted(disputes) : agreed}</span>
      </h2>
      <p class="dim">{columns.length > 1 ? saysHelp : oneSource}</p>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by the keyboard
        <section class="scroll" tabIndex={0} aria-label={says}>
          <table class="says">
            <MatrixHead columns={columns} />
            <tbody>
              {rows.map((row) => (
                <MatrixLine
                  key={row.field}
                  row={row}
                  columns={columns}
                  onFavour={({ field, value }) => setFavoured(fixByValue(game, field, value))}
                  onShow={setShown}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <FileLinks name={game.slug} data={() => game} columns={CLAIMS} rows={() => claimRows(provenance)} />
      {shown && (
        <ClaimDialog
          slug={game.slug}
          claim={shown}
          onClose={() => setShown(undefined)}
          onFavour={() => {
            setShown(undefined)
            setFavoured(fixByValue(game, shown.row.field, shown.cell.raw))
          }}
        />
      )}
      {favoured && (
        <FixDialog
          game={game}
          start={{ ...favoured, isChosen: false }}
          onClose={() => setFavoured(undefined)}
          onChange={onChange}
        />
      )}
    </section>
  )
}

const CLAIMS = ['field', 'source', 'value', 'won']

const claimRows = (provenance: ProvenanceData) =>
  Object.entries(provenance).flatMap(([field, { winners, losers }]) =>
    [...winners, ...losers].map(({ source, value }, at) => [
      ...[field, source, typeof value === 'string' ? value : JSON.stringify(value)],
      at < winners.length ? 'yes' : 'no',
    ]),
  )

type Column = { slug: string; trust: number | undefined; licence: string | undefined }

/** Returns the sources that state anything, those with the most trust first. */
function columnsOf(rows: readonly MatrixRow[]): Column[] {
  const stating = new Set(rows.flatMap(({ cells }) => [...cells.keys()]))
  const known = loadedSources.value
    .filter(({ slug }) => stating.has(slug))
    .map(({ slug, trust, licence }) => ({ slug, trust, licence: licence.name }))
  const listed = new Set(known.map(({ slug }) => slug))
  const others = [...stating].filter((slug) => !listed.has(slug))
  return [...known, ...others.map((slug) => ({ slug, trust: undefined, licence: undefined }))]
}

const MatrixHead = ({ columns }: { columns: readonly Column[] }) => (
  <thead>
    <tr>
      <th scope="col">{gameWords.fact}</th>
      {columns.map(({ slug, trust, licence }) => (
        <th key={slug} scope="col">
          {sourceName.value(slug)}
          <small>{trust === undefined ? ' ' : `${gameWords.trust(trust)} · ${licenceInWords(licence ?? '')}`}</small>
        </th>
      ))}
      <th scope="col">{gameWords.rule}</th>
    </tr>
  </thead>
)

type CellActions = { onFavour: (favoured: Favoured) => void; onShow: (shown: ShownClaim) => void }
type MatrixLineProps = CellActions & { row: MatrixRow; columns: readonly Column[] }

const MatrixLine = ({ row, columns, ...actions }: MatrixLineProps) => (
  // A click focuses the row, and `e` fixes what has the focus.
  <tr class={row.lock ? 'fixed' : row.isDisputed ? 'disputed' : ''} data-field={row.field} tabIndex={-1}>
    <th scope="row">{row.label}</th>
    {columns.map(({ slug }) => (
      <td key={slug}>
        {(row.cells.get(slug) ?? []).map((cell) => (
          <ClaimCell key={cell.text} row={row} cell={cell} source={slug} {...actions} />
        ))}
        {!row.cells.has(slug) && <span class="hidden">{gameWords.nothing}</span>}
      </td>
    ))}
    <td class="rule">
      {row.lock && <strong>{valueInWords(row.field, row.lock.value)} </strong>}
      {ruleInWords(row)}
      {row.lock?.reason && <small> {row.lock.reason}</small>}
    </td>
  </tr>
)

type ClaimCellProps = CellActions & { row: MatrixRow; cell: MatrixCell; source: string }

function ClaimCell({ row, cell, source, onFavour, onShow }: ClaimCellProps) {
  const { text, raw, isWon, rule } = cell
  const label = curateWords.lets(sourceName.value(source))
  const show = () => onShow({ row, cell, source })
  const style = /\S{17}/u.test(text) ? 'claim unbroken' : 'claim'
  if (isWon)
    return (
      <button type="button" class={`${style} won`} title={gameWords.why} aria-haspopup="dialog" onClick={show}>
        {text}
        <span class="hidden"> ({gameWords.won})</span>
      </button>
    )
  return (
    <span class="lost">
      <button type="button" class={style} title={gameWords.why} aria-haspopup="dialog" onClick={show}>
        <s>{text}</s>
        <span class="hidden"> ({gameWords.lost})</span>
      </button>
      {rule && <small class="loss"> {factWords.rules[rule] ?? rule}</small>}
      {scopes.value.has('curate') && canWin(row.field, raw) && (
        <button
          type="button"
          class="quiet"
          title={label}
          aria-label={labelled(label, row.label)}
          onClick={() => onFavour({ field: row.field, value: raw })}
        >
          ↑
        </button>
      )}
    </span>
  )
}
