import { signal } from '@preact/signals'
import type { Outcome } from './trouble'

/** Something that was done, with the action that takes it back if there is one. */
export type DoneNotice = { text: string; undo?: () => Promise<Outcome<unknown>>; undone?: () => void }

/** The last thing that was done. */
export const notice = signal<DoneNotice | undefined>(undefined)

/** Tells what was done. */
export const tell = (done: DoneNotice): void => {
  notice.value = done
}
