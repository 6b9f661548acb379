import type { ComponentChildren, RefObject } from 'preact'
import type { PlotCursor } from './cursor'

type DrawingProps = {
  svg: RefObject<SVGSVGElement | null>
  title: string
  width: number
  height: number
  cursor: PlotCursor
  /** Returns the place at a point, in pixels from the upper left corner. */
  placeAt: (x: number, y: number) => number | undefined
  children: ComponentChildren
}

type PlotRangeProps = { range: readonly [number, number]; left: number; wide: number; top: number; deep: number }

/** Columns of a plot that are being chosen; `wide` is the width of one. */
export const PlotRange = ({ range: [first, last], left, wide, top, deep }: PlotRangeProps) => (
  <rect class="at" x={left + first * wide} y={top} width={(last - first + 1) * wide} height={deep} />
)

/** Area of a plot, in which the place under the pointer is read. */
export function Drawing({ svg, title, width, height, cursor, placeAt, children }: DrawingProps) {
  const read = (event: PointerEvent & { currentTarget: Element }) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    cursor.read(placeAt(event.clientX - left, event.clientY - top))
  }
  return (
    <svg
      ref={svg}
      class="drawing"
      viewBox={`0 0 ${width} ${height}`}
      height={height}
      {...cursor.props}
      onPointerMove={read}
      onPointerDown={(event) => {
        read(event)
        cursor.props.onPointerDown(event)
      }}
    >
      <title>{title}</title>
      {children}
    </svg>
  )
}
