import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

type MenuProps = { label: string; children: ComponentChildren }

/** Choices under a button, drawn while they are open. Escape and a click elsewhere close them. */
export function Menu({ label, children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const isOpen = useSignal(false)
  const close = () => {
    isOpen.value = false
  }
  useEffect(() => {
    if (!isOpen.value) return
    const leave = ({ target }: PointerEvent) => {
      if (target instanceof Node && !details.current?.contains(target)) close()
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [isOpen.value])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen.value) return
    event.preventDefault()
    close()
    details.current?.querySelector('summary')?.focus()
  }
  return (
    <details
      ref={details}
      class="menu"
      open={isOpen.value}
      onKeyDown={onKeyDown}
      onToggle={({ currentTarget: { open } }) => {
        isOpen.value = open
      }}
    >
      <summary>{label}</summary>
      {isOpen.value && <div>{children}</div>}
    </details>
  )
}
