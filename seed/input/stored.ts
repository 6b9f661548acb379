import type { Stream } from '#lib/iterate'

/** Bytes as they lie somewhere, which can be asked for from any place and more than once. */
export type Stored = {
  name: string
  size?: number
  fingerprint: string
  slice: (from: number) => Stream<Uint8Array>
  range?: (from: number, to: number) => Promise<ArrayBuffer>
}
