import { useSignal } from '@preact/signals'
import { FacetLine, type FacetMode } from '../../parts/facet'
import { api } from '../../state/api'
import { folded } from '../../state/folded'
import { useLoaded } from '../../state/loaded'
import { type Outcome, outcomeOf } from '../../state/trouble'
import { familyName, platformFamilies, type platformOptions } from '../../state/vocabulary'
import type { ChooserProps } from './chooser-props'
import { chooserWords } from './chooser-words'
import { filterQuery, searchValues } from './filters'

type Option = (typeof platformOptions.value)[number]
type FamilyRow = { family?: string | null; games: number }
type FamilyProps = Omit<ChooserProps, 'name'> & {
  family: string
  /** Number of games on any of its platforms, if it is known. */
  games: number | undefined
  all: readonly Option[]
  /** Platforms that have the text that was typed: they are shown at once. */
  found: readonly Option[]
}

/** Platforms with games by family, the largest family first. A whole family is chosen at once, or some of its platforms. */
export function PlatformFamilies({ typed, ...props }: ChooserProps & { typed: string }) {
  const wanted = folded(typed)
  const games = useFamilyCounts()
  const isNamed = (text: string) => folded(text).includes(wanted)
  const found = [...platformFamilies.value].flatMap(([family, all]) => {
    const isFamily = isNamed(familyName.value(family))
    const some = isFamily ? [] : all.filter(({ label, value }) => isNamed(label) || isNamed(value))
    return isFamily || some.length > 0 ? [{ family, all, some }] : []
  })
  if (found.length === 0) return <p class="dim">{chooserWords.none}</p>
  return (
    <>
      {found.map(({ family, all, some }) => (
        <PlatformFamily key={family} {...props} family={family} games={games.get(family)} all={all} found={some} />
      ))}
    </>
  )
}

function PlatformFamily({ family, games, all, found, rows, chosen, onChoose }: FamilyProps) {
  const isOpen = useSignal(false)
  const name = familyName.value(family)
  const slugs = all.map(({ value }) => value)
  const mode = modeOfAll(slugs, chosen)
  const counts = new Map(rows.map(({ value, count }) => [value, count]))
  const isShown = (one: Option) => isOpen.value || found.includes(one) || (!mode && chosen.has(one.value))
  return (
    <fieldset class="family">
      <legend class="hidden">{name}</legend>
      <div class="family-line">
        <FacetLine
          row={{ value: family, label: name, count: games }}
          share={0}
          mode={mode}
          modes={FAMILY_MODES}
          onChange={(mode) => onChoose(slugs, mode)}
        />
        <button
          type="button"
          class="quiet"
          aria-expanded={isOpen.value}
          aria-label={chooserWords.platformsOf(name)}
          onClick={() => {
            isOpen.value = !isOpen.value
          }}
        >
          {isOpen.value ? '▾' : '▸'}
        </button>
      </div>
      {all.filter(isShown).map(({ value, label }) => (
        <FacetLine
          key={value}
          row={{ value, label, count: counts.get(value) }}
          share={0}
          mode={chosen.get(value)}
          onChange={(mode) => onChoose([value], mode)}
        />
      ))}
    </fieldset>
  )
}

/** Games on all platforms of a family hardly exist. */
const FAMILY_MODES = ['any', 'none'] as const

/** Returns the way in which all of the values count, if it is one. */
function modeOfAll(slugs: readonly string[], chosen: ReadonlyMap<string, FacetMode>): FacetMode | undefined {
  const modes = new Set(slugs.map((slug) => chosen.get(slug)))
  return modes.size === 1 ? [...modes][0] : undefined
}

/**
 * Returns the games of each family that pass the other filters; a game on several of its platforms counts once. There are no such
 * numbers of games that words have found.
 */
function useFamilyCounts(): ReadonlyMap<string, number> {
  const values = searchValues()
  const asked = values.q === '' ? filterQuery(values, ['platform']) : undefined
  const { data } = useLoaded(JSON.stringify(asked), async (signal): Promise<Outcome<FamilyRow[]>> => {
    if (!asked) return { data: [] }
    const outcome = await outcomeOf(
      api.stats.get({ query: { by: 'family', limit: 1000, ...asked }, fetch: { signal } }),
    )
    return outcome.data ? { data: outcome.data.items } : outcome
  })
  return new Map(data?.map(({ family, games }) => [family ?? '', games]))
}
