/** Progress of a command, shown to people on standard error, never on standard output. */
export type Progress = {
  /**
   * Begins a phase. `counted` is the unit of `done` and `total`; without it, these amounts are not shown. The elapsed time is shown
   * until the first call of `read` or `advance`.
   */
  phase: (name: string, counted?: Counted) => void
  /** Shows `done` of `total` in the unit of the phase, and the records read so far. `total` is `undefined` if it is unknown. */
  read: (done: number, total: number | undefined, records: number) => void
  /** Shows `done` of `total` records or games. */
  advance: (done: number, total: number) => void
  /** Ends the display. */
  stop: () => void
}

/** Progress that shows nothing. */
export const silent: Progress = { phase() {}, read() {}, advance() {}, stop() {} }

/** Unit in which a phase is counted. */
export type Counted = 'bytes' | 'pages' | 'records' | 'games'
