/** What a run tells people while it works, on standard error; standard output is never written to. */
export type Progress = {
  /** Begins another phase, in which so many things are counted; one in which nothing is counted is told by its time. */
  phase: (name: string, counted?: Counted) => void
  /** `done` of `total` bytes or pages, and the records read so far. `total` is `undefined` where the end is unknown. */
  read: (done: number, total: number | undefined, records: number) => void
  /** `done` of `total` records or games. */
  advance: (done: number, total: number) => void
  stop: () => void
}

export const silent: Progress = { phase() {}, read() {}, advance() {}, stop() {} }

/** What is counted in a phase. */
export type Counted = 'bytes' | 'pages' | 'records' | 'games'
