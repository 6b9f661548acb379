import type { TargetedEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * Returns the properties of an input whose value counts once it is typed to its end. What is being typed stays when the page is drawn
 * again meanwhile.
 */
export function useTyped(value: string, onChange: (typed: string) => void) {
  const ref = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (ref.current) ref.current.value = value
  }, [value])
  return {
    ref,
    onChange: ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
      const typed = currentTarget.value
      // What does not count is not left in the input.
      currentTarget.value = value
      onChange(typed)
    },
  }
}
