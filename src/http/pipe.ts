import { Failure } from '#lib/errors'

/** Bytes that are handed over at once. */
const PIECE_BYTES = 64 * 1024

type Bytes = Uint8Array<ArrayBuffer>
type Waiting<Value> = { resolve: (value: Value) => void; reject: (error: unknown) => void }

/** A way for bytes from one writer to one reader, which holds at most one piece. */
export type Pipe = {
  /** Resolves when the reader has taken all these bytes. Rejects with the error of `close`. */
  put: (bytes: Uint8Array) => Promise<void>
  /** Returns the next bytes, `undefined` at the end. Rejects with the error of `close`. */
  get: () => Promise<Bytes | undefined>
  /** Ends it, after the reader has taken everything. */
  end: () => void
  /** Breaks it for both sides, once: later errors are dropped. */
  close: (error: unknown) => void
  /** Resolves when first bytes wait for the reader, or it ends. */
  filled: Promise<void>
}

export type PipeOptions = {
  /** Longest time in ms that bytes wait for the reader. */
  stallMs: number
  /** Is called when the pipe is closed. */
  onClose: (error: unknown) => void
}

type State = PipeOptions & {
  /** Bytes that wait for the reader, and their writer. */
  piece: (Waiting<void> & { bytes: Bytes; timer: Timer }) | undefined
  /** The reader that waits for bytes. */
  reader: Waiting<Bytes | undefined> | undefined
  end: 'open' | 'ended' | { error: unknown }
  filled: () => void
}

/** Creates a pipe. It closes itself when bytes wait for longer than `stallMs`. */
export function createPipe(options: PipeOptions): Pipe {
  const filled = Promise.withResolvers<void>()
  const state: State = { ...options, piece: undefined, reader: undefined, end: 'open', filled: filled.resolve }
  return {
    async put(bytes) {
      // A view of other bytes could change before they are sent.
      const own = new Uint8Array(bytes)
      for (let at = 0; at < own.length; at += PIECE_BYTES) await putPiece(state, own.subarray(at, at + PIECE_BYTES))
    },
    get: () => getPiece(state),
    end() {
      if (state.end === 'open') state.end = 'ended'
      state.filled()
      state.reader?.resolve(undefined)
    },
    close: (error) => close(state, error),
    filled: filled.promise,
  }
}

function putPiece(state: State, bytes: Bytes): Promise<void> {
  const { end, reader } = state
  if (typeof end === 'object') return Promise.reject(end.error)
  if (reader) {
    state.reader = undefined
    reader.resolve(bytes)
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => close(state, stalled()), state.stallMs)
    state.piece = { bytes, resolve, reject, timer }
    state.filled()
  })
}

function getPiece(state: State): Promise<Bytes | undefined> {
  const { end, piece } = state
  if (typeof end === 'object') return Promise.reject(end.error)
  if (piece) {
    clearTimeout(piece.timer)
    state.piece = undefined
    piece.resolve()
    return Promise.resolve(piece.bytes)
  }
  if (end === 'ended') return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    state.reader = { resolve, reject }
  })
}

function close(state: State, error: unknown): void {
  if (state.end !== 'open') return
  state.end = { error }
  clearTimeout(state.piece?.timer)
  state.piece?.reject(error)
  state.reader?.reject(error)
  state.onClose(error)
}

const stalled = () => new Failure('interrupted', 'The client did not read: the response was given up.')
