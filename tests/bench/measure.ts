/** Returns the median; `NaN` for no numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** Returns the smallest value that at least this share (0 to 1) of the values do not exceed; `NaN` for no numbers. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Runs `work` and returns its duration in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** One line of the table: the measured task, the ratio, and the limit that it should keep. */
export type Ratio = { what: string; value: number; target: string; detail: string }

/** Prints ratios as a table. */
export function printRatios(ratios: readonly Ratio[], say: (line: string) => void): void {
  const width = Math.max(...ratios.map(({ what }) => what.length))
  for (const { what, value, target, detail } of ratios)
    say(`${what.padEnd(width)}  ${value.toFixed(2).padStart(6)}  (${target})  ${detail}`)
}

const LOOK_EVERY_MS = 100

/** Watches the resident memory of a process. The returned function ends that and returns the peak in MB (Linux). */
export function watchMemory(pid: number): () => number {
  let peak = 0
  const timer = setInterval(async () => {
    const status = await Bun.file(`/proc/${pid}/status`)
      .text()
      .catch(() => '')
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  }, LOOK_EVERY_MS)
  return () => {
    clearInterval(timer)
    return peak
  }
}
