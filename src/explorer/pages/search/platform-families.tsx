import { useSignal } from '@preact/signals'
import { FacetLine, type FacetMode } from '../../parts/facet'
import { folded } from '../../state/folded'
import { figure } from '../../state/language'
import { familyName, platformOptions } from '../../state/vocabulary'
import type { ChooserProps } from './chooser-props'
import { chooserWords } from './chooser-words'

type Option = (typeof platformOptions.value)[number]
type FamilyProps = Omit<ChooserProps, 'name'> & {
  family: string
  all: readonly Option[]
  /** Platforms that have the text that was typed: they are shown at once. */
  found: readonly Option[]
}

/** Platforms with games by family, the largest family first. A whole family is chosen at once, or some of its platforms. */
export function PlatformFamilies({ typed, ...props }: ChooserProps & { typed: string }) {
  const wanted = folded(typed)
  const families = Map.groupBy(platformOptions.value, ({ family, label }) => family ?? label)
  const isNamed = (text: string) => folded(text).includes(wanted)
  const found = [...families].flatMap(([family, all]) => {
    const isFamily = isNamed(familyName.value(family))
    const some = isFamily ? [] : all.filter(({ label, value }) => isNamed(label) || isNamed(value))
    return isFamily || some.length > 0 ? [{ family, all, some }] : []
  })
  if (found.length === 0) return <p class="dim">{chooserWords.none}</p>
  return (
    <>
      {found.map(({ family, all, some }) => (
        <PlatformFamily key={family} {...props} family={family} all={all} found={some} />
      ))}
    </>
  )
}

function PlatformFamily({ family, all, found, rows, chosen, onChoose }: FamilyProps) {
  const isOpen = useSignal(false)
  const name = familyName.value(family)
  const slugs = all.map(({ value }) => value)
  const counts = new Map(rows.map(({ value, count }) => [value, count]))
  const shown = isOpen.value ? all : found
  return (
    <fieldset class="family">
      <legend class="hidden">{name}</legend>
      <div class="family-line">
        <FacetLine
          row={{ value: family, label: name, count: undefined, note: noteOf(slugs, chosen) }}
          share={0}
          mode={modeOfAll(slugs, chosen)}
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
      {shown.map(({ value, label }) => (
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

/** Returns the number of platforms, and that of the chosen ones. */
function noteOf(slugs: readonly string[], chosen: ReadonlyMap<string, FacetMode>): string {
  const count = slugs.filter((slug) => chosen.has(slug)).length
  return count > 0 ? `${figure(count)} / ${figure(slugs.length)}` : figure(slugs.length)
}
