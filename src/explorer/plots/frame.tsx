import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { CopyButton } from '../parts/copy-button'
import { asCurl, asTypeScript } from '../state/call'
import { type CsvCell, csvFile, jsonFile, saveFile } from '../state/files'
import { labelled } from '../state/language'
import { savePng, saveSvg } from './picture'
import { plotWords } from './words'

/** Figures of a plot: a header and rows. The first cell of a row names it. */
export type PlotTable = { columns: readonly string[]; rows: readonly (readonly CsvCell[])[] }

/** Call of the service whose answer a plot shows. */
export type PlotCall = { route: 'stats' | 'quality'; query: Readonly<Record<string, string>> }

export type PlotFrameProps = {
  title: string
  about: string
  /** Name of the files that it is saved as. */
  name: string
  table: PlotTable
  call: PlotCall
  legend?: ComponentChildren
  children: ComponentChildren
}

/** A plot with its title, legend, table of figures, and the ways to take it along. */
export function PlotFrame({ title, about, name, table, call, legend, children }: PlotFrameProps) {
  const figure = useRef<HTMLElement>(null)
  const id = useId()
  const drawing = () => figure.current?.querySelector('svg')
  return (
    <section class={`plot ${name}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <TakePlot name={name} table={table} call={call} drawing={drawing} />
      </header>
      <p class="dim">{about}</p>
      {legend}
      <figure ref={figure}>{children}</figure>
      <FigureTable title={title} table={table} />
    </section>
  )
}

type TakePlotProps = Pick<PlotFrameProps, 'name' | 'table' | 'call'> & {
  drawing: () => SVGSVGElement | null | undefined
}

function TakePlot({ name, table, call: { route, query }, drawing }: TakePlotProps) {
  const { take, curl, typescript, csv } = plotWords
  const asked = Object.keys(query).length > 0 ? `?${new URLSearchParams(query).toString().replaceAll('%2C', ',')}` : ''
  const saved = (how: (one: SVGSVGElement, as: string) => unknown) => () => {
    const one = drawing()
    if (one) void how(one, name)
  }
  return (
    <details class="menu">
      <summary>{take}</summary>
      <div>
        <CopyButton label={curl} text={() => asCurl(`/v1/${route}${asked}`)} />
        <CopyButton label={typescript} text={() => asTypeScript(route, query)} />
        <button type="button" class="quiet" onClick={() => saveFile(`${name}.json`, jsonFile(table))}>
          JSON
        </button>
        <button type="button" class="quiet" onClick={() => saveFile(`${name}.csv`, csvFile(table.columns, table.rows))}>
          {csv}
        </button>
        <button type="button" class="quiet" onClick={saved(saveSvg)}>
          SVG
        </button>
        <button type="button" class="quiet" onClick={saved(savePng)}>
          PNG
        </button>
      </div>
    </details>
  )
}

const FigureTable = ({ title, table: { columns, rows } }: { title: string; table: PlotTable }) => (
  <details class="figures-table">
    <summary>{plotWords.table}</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by the keyboard */}
    <section class="scroll" tabIndex={0} aria-label={labelled(plotWords.table, title)}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...others]) => (
            <tr key={String(first) + others.join()}>
              <th scope="row">{first}</th>
              {others.map((value, at) => (
                <td key={columns[at + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
)
