import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { CopyButton } from '../../parts/copy-button'
import { TroubleNote } from '../../parts/trouble-note'
import type { Loaded } from '../../state/loaded'
import { qualityWords } from './words'

type SectionProps = { title: string; about?: string; children: ComponentChildren }

/** A part of the page with its heading. */
export function Section({ title, about, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about && <p class="dim">{about}</p>}
      {children}
    </section>
  )
}

type WhenLoadedProps<T> = { loaded: Loaded<T>; height: number; children: (data: T) => ComponentChildren }

/** Loaded content, or bones of its size, or the trouble in its place. */
export const WhenLoaded = <T,>({ loaded: { data, trouble, again }, height, children }: WhenLoadedProps<T>) => (
  <>
    {trouble && <TroubleNote trouble={trouble} onRetry={again} />}
    {data === undefined ? !trouble && <Bones height={height} /> : children(data)}
  </>
)

/** A command for a terminal, with a button that copies it. */
export const Command = ({ children }: { children: string }) => (
  <p class="command-line">
    <code class="command">{children}</code>
    <CopyButton label={qualityWords.copy} text={() => children} />
  </p>
)

/** A table that may be wider than the page. */
export const WideTable = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by the keyboard
  <section class="scroll" tabIndex={0} aria-label={qualityWords.table(label)}>
    <table>{children}</table>
  </section>
)

/** Heads of the columns of a table. */
export const Heads = ({ names }: { names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
    </tr>
  </thead>
)
