import { measureCatalogue } from './end-to-end'
import { printErrors } from './errors'
import { pooled, precisionOf, recallOf, wilson } from './figures'
import type { Result } from './result'
import { measureScale } from './scale'
import { type Measured, measureTitles } from './title-level'

/** Options of `bench match`. `errors` lists every error by its cause; `server` measures a catalogue of all lists, too. */
export type MatchBench = { server: string | undefined; data: string; errors: boolean }

/** Measures the time of matching synthetic records and ten times as many, and prints the ratio. */
export async function benchMatchScale(
  server: string,
  data: string,
  records: number,
  say: (line: string) => void,
): Promise<void> {
  const { once, tenfold } = await measureScale(server, data, records)
  say(
    `matching ${records} records ${once.toFixed(1)} s, 10x ${tenfold.toFixed(1)} s: ${(tenfold / once).toFixed(1)} times (at most 14)`,
  )
}

/** Measures matching against ground truth and prints tables: by title, then end to end with a catalogue of all lists. */
export async function benchMatch(options: MatchBench, say: (line: string) => void): Promise<void> {
  const { bound, reported } = await measureTitles(options.data)
  printTable('By title (IGN and Metacritic: title, platform, date)', resultsOf(bound), say)
  const exact = bound.map((file) => file.exact)
  printTable('The same by exact normalised title', exact, say)
  printTable('Reported only', resultsOf(reported), say)
  printOutside(resultsOf(bound), say)
  if (options.errors) for (const { result, decided } of bound) printErrors(result, decided, say)
  if (!options.server) return
  const { pairs, clusters, decided } = await measureCatalogue(options.server, options.data, say)
  const all = { ...pooledResult(pairs), file: 'pairs, pooled' }
  printTable('End to end', [...pairs, all, ...clusters], say)
  printOutside([...pairs, ...clusters], say)
  if (options.errors) for (const result of [...pairs, ...clusters]) printErrors(result, decided, say)
}

const resultsOf = (files: readonly Measured[]): Result[] => files.map(({ result }) => result)

const pooledResult = (results: readonly Result[]): Pick<Result, 'inside'> => ({
  inside: pooled(results.map(({ inside }) => inside)),
})

function printTable(
  heading: string,
  results: readonly Pick<Result, 'file' | 'inside'>[],
  say: (line: string) => void,
): void {
  say(`\n${heading}`)
  say(`${''.padEnd(38)}      n  precision            recall               F1    false  missed`)
  for (const { file, inside } of results) {
    const [precision, recall] = [precisionOf(inside), recallOf(inside)]
    const f1 = (2 * precision * recall) / (precision + recall)
    say(
      [
        file.padEnd(38),
        String(inside.true).padStart(6),
        ` ${withInterval(inside.right, inside.claimed, precision)}`,
        withInterval(inside.right, inside.true, recall),
        f1.toFixed(3),
        String(inside.claimed - inside.right).padStart(6),
        String(inside.true - inside.right).padStart(7),
      ].join(' '),
    )
  }
}

function withInterval(part: number, whole: number, share: number): string {
  const [low, high] = wilson(part, whole)
  return `${share.toFixed(4)} [${low.toFixed(3)} ${high.toFixed(3)}]`
}

function printOutside(results: readonly Result[], say: (line: string) => void): void {
  say('\nExcluded above: pairs that differ only by edition, works that span five or more years')
  for (const { file, outside } of results.filter((result) => result.outside.true + result.outside.claimed > 0))
    say(
      `${file.padEnd(38)} ${String(outside.true).padStart(6)} true, ${outside.claimed} claimed, ${outside.right} of them right`,
    )
}
