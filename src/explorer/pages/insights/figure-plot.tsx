import type { ComponentChildren } from 'preact'
import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import type { PlotCall } from '../../plots/frame'
import { go } from '../../state/address'
import { insightAddress } from './address'
import { type FigureRow, lastWithFigures, type ShownFigures } from './figures'
import { insightWords } from './words'

type FigurePlotProps = {
  title: string
  name: string
  figures: ShownFigures
  height: number
  /** Returns the plot, or nothing if these rows have nothing to draw. */
  draw: (rows: readonly FigureRow[], call: PlotCall) => ComponentChildren
}

/** A plot of figures, or what is in its place: bones of its size, a trouble, or that the filters are too narrow. */
export function FigurePlot({ title, name, figures: { data, trouble, again, query }, height, draw }: FigurePlotProps) {
  const drawn = data && draw(data.items, { route: 'stats', query })
  if (drawn && !trouble) return <>{drawn}</>
  return (
    <section class={`plot ${name}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      {trouble && <TroubleNote trouble={trouble} onRetry={again} />}
      {data && !trouble && <TooNarrow />}
      {!data && !trouble && <Bones height={height} />}
    </section>
  )
}

function TooNarrow() {
  const last = lastWithFigures.value
  return (
    <div class="note">
      <p>{insightWords.narrow}</p>
      {last !== undefined && last !== insightAddress({}) && (
        <p class="note-foot">
          <button type="button" onClick={() => go(last)}>
            {insightWords.last}
          </button>
        </p>
      )}
    </div>
  )
}
