import { type CauseOf, causesIn, type Decided } from './decided'
import type { Result } from './result'

/** Prints the errors of a file by cause: the number for each cause, then the pairs. */
export function printErrors(result: Result, decided: Decided, say: (line: string) => void): void {
  const { ofFalse, ofMissed } = causesIn(decided)
  printCauses(`${result.file}: ${result.false.length} false`, result.false, ofFalse, result.tell, say)
  printCauses(`${result.file}: ${result.missed.length} missed`, result.missed, ofMissed, result.tell, say)
}

function printCauses(
  heading: string,
  pairs: Result['missed'],
  causeOf: CauseOf,
  tell: Result['tell'],
  say: (line: string) => void,
): void {
  const errors = pairs.map(([one, other]) => ({ ...causeOf(one, other), pair: `${tell(one)}   |   ${tell(other)}` }))
  const byCause = [...Map.groupBy(errors, ({ cause }) => cause)].sort(([, some], [, more]) => more.length - some.length)
  say(`\n${heading}`)
  for (const [cause, of] of byCause) {
    const asked = of.filter(({ isAsked }) => isAsked).length
    say(`${String(of.length).padStart(6)}  ${cause}${asked === 0 ? '' : ` (in review: ${asked})`}`)
  }
  for (const [cause, of] of byCause) {
    say(`\n  ${cause}`)
    for (const { pair, detail } of of) say(`    ${pair}${detail && `   (${detail})`}`)
  }
}
