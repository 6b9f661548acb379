import { signal } from '@preact/signals'
import type { FunctionComponent, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { tell } from '../state/notices'
import { words } from '../words/every-page'

/**
 * Returns a part of a page whose script is loaded when it is first drawn, so that the first page does not wait for it. `before` is
 * drawn until then. (Default: nothing)
 */
export function laterPart<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  before: JSX.Element | null = null,
): FunctionComponent<Props> {
  const part = signal<FunctionComponent<Props> | undefined>(undefined)
  const fetchPart = async () => {
    try {
      part.value ??= await load()
    } catch {
      tell({ text: words.release })
    }
  }
  return (props) => {
    useEffect(() => void fetchPart(), [])
    const Part = part.value
    return Part ? <Part {...props} /> : before
  }
}
