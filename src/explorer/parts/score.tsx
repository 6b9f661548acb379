import { figure } from '../state/language'
import { words } from '../words/every-page'

const bandOf = (value: number) => (value >= 75 ? 'good' : value >= 50 ? 'fair' : 'poor')

type ScoreProps = { value: number | null | undefined; who: string }

/** A score of 100 without decimals, in a frame whose line says how good it is. Its figure is there for everybody. */
export function ScoreMark({ value, who }: ScoreProps) {
  if (value === null || value === undefined) return <span class="score none" />
  return (
    <span class={`score ${bandOf(value)}`} title={words.score(who, figure(value))}>
      <span class="hidden">{who} </span>
      {Math.round(value)}
    </span>
  )
}
