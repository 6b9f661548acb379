import { useEffect } from 'preact/hooks'
import { Bones } from '../../parts/bones'
import { ScopeNote } from '../../parts/scope-note'
import { TroubleNote } from '../../parts/trouble-note'
import { api } from '../../state/api'
import { useLoaded } from '../../state/loaded'
import { scopes } from '../../state/session'
import { outcomeOf } from '../../state/trouble'
import { AccessPart } from './access-part'
import { CollectionPart } from './collection-part'
import { ACCOUNT_PARTS, accountAddress, accountValues } from './filters'
import { PagePart } from './page-part'
import { accountWords } from './words'

/** Everything that belongs to the person who has signed in: collections, sign-ins, keys, and the choices of this browser. */
export function AccountView() {
  const { title, parts } = accountWords
  const { part } = accountValues()
  useEffect(() => {
    document.title = `${title} – VestimLib`
  }, [title])
  return (
    <main id="main" class="page account" tabIndex={-1}>
      <h1>{title}</h1>
      <nav class="chips" aria-label={title}>
        {ACCOUNT_PARTS.map((one) => (
          <a key={one} href={accountAddress({ part: one })} aria-current={one === part ? 'page' : undefined}>
            {parts[one]}
          </a>
        ))}
      </nav>
      {part === 'page' ? <PagePart /> : scopes.value.has('self') ? <OwnPart /> : <ScopeNote scope="self" />}
    </main>
  )
}

function OwnPart() {
  const { data, trouble, again } = useLoaded('me', (signal) => outcomeOf(api.me.get({ query: {}, fetch: { signal } })))
  const { who, roles, nobody, how } = accountWords
  if (trouble?.code === 'no_such_account')
    return (
      <div class="note">
        <p>{nobody}</p>
        <p>
          {how} <code>bun run account create --email ada@example.org --role reader</code>
        </p>
      </div>
    )
  if (trouble) return <TroubleNote trouble={trouble} onRetry={again} />
  if (!data) return <Bones count={4} height={60} />
  return (
    <>
      <p class="dim">{who(data.email, roles[data.role])}</p>
      {accountValues().part === 'access' ? <AccessPart email={data.email} /> : <CollectionPart />}
    </>
  )
}
