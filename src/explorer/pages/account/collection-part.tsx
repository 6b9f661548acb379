import { Bones } from '../../parts/bones'
import { TroubleNote } from '../../parts/trouble-note'
import { go } from '../../state/address'
import { api } from '../../state/api'
import { figure } from '../../state/language'
import { type Loaded, useLoaded } from '../../state/loaded'
import { outcomeOf } from '../../state/trouble'
import type { CollectionData } from './collection-api'
import { CollectionTools } from './collection-tools'
import { collectionWords } from './collection-words'
import { accountAddress, accountValues } from './filters'
import { ImportForm } from './import-form'
import { ItemList } from './item-list'
import { UnmatchedDesk } from './unmatched-desk'

type Collections = Loaded<{ items: CollectionData[] }>

/** The collections of a person, one of them open. */
export function CollectionPart() {
  const all: Collections = useLoaded('collections', (signal) =>
    outcomeOf(api.me.collections.get({ query: {}, fetch: { signal } })),
  )
  if (all.trouble) return <TroubleNote trouble={all.trouble} onRetry={all.again} />
  if (!all.data) return <Bones count={5} height={60} />
  const { collection, open } = accountValues()
  // A name that is none costs itself only.
  const [first] = all.data.items
  const shown = all.data.items.find(({ name }) => name === collection) ?? first
  if (!shown) return null
  if (open) return <UnmatchedDesk key={shown.name} name={shown.name} />
  return (
    <>
      <CollectionChoice collections={all.data.items} shown={shown} />
      <OpenCollection shown={shown} onChange={all.again} />
    </>
  )
}

/** Returns the name of a collection in words. */
export const collectionName = (name: string): string =>
  (collectionWords.builtIn as Readonly<Record<string, string>>)[name] ?? name

type CollectionChoiceProps = { collections: readonly CollectionData[]; shown: CollectionData }

const CollectionChoice = ({ collections, shown }: CollectionChoiceProps) => (
  <nav class="chips" aria-label={collectionWords.choose}>
    {collections.map(({ name, items }) => (
      <a key={name} href={accountAddress({ collection: name })} aria-current={name === shown.name ? 'true' : undefined}>
        {collectionName(name)} <small>{figure(items)}</small>
      </a>
    ))}
  </nav>
)

type OpenCollectionProps = { shown: CollectionData; onChange: () => void }

function OpenCollection({ shown, onChange }: OpenCollectionProps) {
  const { name, unmatched, items } = shown
  return (
    <>
      <section aria-label={collectionName(name)}>
        <h2>{collectionName(name)}</h2>
        {unmatched > 0 && (
          <p>
            <a class="primary" href={accountAddress({ collection: name, open: true })}>
              {collectionWords.unmatched(figure(unmatched))}
            </a>
          </p>
        )}
        <ItemList key={`${name} ${items} ${unmatched}`} name={name} onChange={onChange} />
      </section>
      <ImportForm key={name} name={name} onChange={onChange} />
      <CollectionTools
        shown={shown}
        onMade={(made) => {
          onChange()
          go(accountAddress({ collection: made }))
        }}
      />
    </>
  )
}
