import { place } from '../../state/address'
import { addressOf, choice, flag, type ParameterValues, readParameters, text } from '../../state/parameters'

/** Parts of the account, each shown alone. */
export const ACCOUNT_PARTS = ['collections', 'access', 'page'] as const

/** Parameters of the account in the address; `open` lists the items for which a game is to be chosen. */
export const ACCOUNT = { part: choice(...ACCOUNT_PARTS), collection: text, open: flag } as const
export type AccountValues = ParameterValues<typeof ACCOUNT>

/** Returns what the address asks for. */
export const accountValues = (): AccountValues => readParameters(ACCOUNT, place.value.searchParams)

/** Returns the address of the account with these values. */
export const accountAddress = (values: Partial<AccountValues>): string =>
  addressOf('/explorer/account', ACCOUNT, values)
