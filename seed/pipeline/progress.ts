/** Progress of a run, shown to people on standard error, never on standard output. */
export type Progress = {
  /** Begins a phase. `counted` is what is counted in it; without it, only the elapsed time is shown. */
  phase: (name: string, counted?: Counted) => void
  /** Shows `done` of `total` bytes or pages, and the records read so far. `total` is `undefined` if it is unknown. */
  read: (done: number, total: number | undefined, records: number) => void
  /** Shows `done` of `total` records or games. */
  advance: (done: number, total: number) => void
  stop: () => void
}

/** Progress that shows nothing. */
export const silent: Progress = { phase() {}, read() {}, advance() {}, stop() {} }

/** Unit in which a phase is counted. */
export type Counted = 'bytes' | 'pages' | 'records' | 'games'
