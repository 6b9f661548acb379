import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

type ModalProps = { title: string; onClose: () => void; children: ComponentChildren }

/** A dialog over the page, open as long as it is drawn. Escape closes it, and the focus returns to where it was. It begins at the element with `data-first`. (Default: the first) */
export function Modal({ title, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // At once: the next key is for the dialog.
  useLayoutEffect(() => {
    const [opened, before] = [dialog.current, document.activeElement]
    opened?.showModal()
    const first = opened?.querySelector<HTMLElement>('[data-first]')
    first?.focus()
    if (first instanceof HTMLInputElement) first.select()
    return () => {
      // The browser gives the focus back when it closes the dialog; a key since then may have moved it on.
      const { activeElement } = document
      const isLost = activeElement === document.body || opened?.contains(activeElement)
      if (isLost && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} class="modal" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
