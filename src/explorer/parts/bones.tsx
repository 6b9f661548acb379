import { words } from '../words/every-page'

/** Place of content that is being loaded, in its final size: `count` blocks of `height` pixels. */
export function Bones({ count = 1, height }: { count?: number; height: number }) {
  return (
    <div class="bones" role="img" aria-label={words.loading}>
      {Array.from({ length: count }, (_, at) => (
        <div key={`bone ${at}`} style={{ height: `${height}px` }} />
      ))}
    </div>
  )
}
