import { signal } from '@preact/signals'
import { api } from '../../state/api'
import { type Loaded, useLoaded } from '../../state/loaded'
import { outcomeOf } from '../../state/trouble'
import { filterQuery } from '../search/filters'
import { leaveOutUnknown } from '../search/left-out'
import { insightAddress, insightValues } from './address'

type Figures = NonNullable<Awaited<ReturnType<typeof api.stats.get>>['data']>

/** A row of figures. */
export type FigureRow = Figures['items'][number]

/** Last address of the insights whose filters some game has passed. */
export const lastWithFigures = signal<string | undefined>(undefined)

/** Figures with the call that they answer. */
export type ShownFigures = Loaded<Figures> & { query: Readonly<Record<string, string>> }

/** Loads figures of the games that pass the filters of the address. */
export function useFigures(by: string): ShownFigures {
  const values = insightValues()
  const asked = { by, limit: 10_000, ...filterQuery(values) }
  const address = insightAddress({})
  const loaded = useLoaded(JSON.stringify(asked), async (abort) => {
    const outcome = await outcomeOf(api.stats.get({ query: asked, fetch: { signal: abort } }))
    if (outcome.data && outcome.data.items.length > 0) lastWithFigures.value = address
    // The address has become another then, so that this load is ended, and its refusal never shown.
    const isMended = outcome.trouble?.code === 'invalid_request' && (await leaveOutUnknown(values, insightAddress))
    if (isMended && !abort.aborted) await new Promise((resolve) => abort.addEventListener('abort', resolve))
    return outcome
  })
  const query = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)]))
  return { ...loaded, query }
}
