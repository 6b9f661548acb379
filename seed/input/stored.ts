import type { Input } from './input'

/** Bytes as they are stored, perhaps packed. `slice` can be called any number of times. */
export type Stored = Omit<Input, 'head'>
