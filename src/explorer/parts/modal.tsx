import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

type ModalProps = { title: string; onClose: () => void; children: ComponentChildren }

/** A dialog over the page, open as long as it is drawn. Escape closes it, and the focus returns to where it was. */
export function Modal({ title, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const [opened, before] = [dialog.current, document.activeElement]
    opened?.showModal()
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
