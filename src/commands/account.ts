import * as v from 'valibot'
import { changeAccount } from '#db/account/change'
import { changePassword } from '#db/account/change-password'
import { type Account, findAccountOf, insertAccount, pageOfAccounts } from '#db/account/queries'
import { ROLES, type Role } from '#db/account/table'
import { insertAuditEvent } from '#db/audit/queries'
import type { AuditEventName } from '#db/audit/table'
import { connect } from '#db/connect'
import { eraseAccount } from '#db/privacy/erase'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import type { Db } from '#db/stores'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import { normalizeEmail } from '#src/account/email'
import { inviteAddress } from '#src/account/invite'
import { createPasswords } from '#src/account/password-hash'
import { weaknessOf } from '#src/account/weak-password'
import { CLI_SUBJECT } from '#src/http/token'

const PAGE = 500
const Address = v.pipe(v.string(), v.regex(/^[^\s@]+@[^\s@]+$/), v.maxLength(254))

/** A command about accounts: the address and role of its options, and a function that asks for the password. */
export type AccountCommand = {
  email: string
  role?: string
  password: () => Promise<string>
  say: (line: string) => void
}

/** Makes an account. @throws {Failure} `usage` if the role, the address or the password cannot be one, or the address has one */
export const createAccount = (config: Config, { email, role, password, say }: AccountCommand): Promise<void> =>
  onAccounts(config, async (db) => {
    const [address, known] = [addressOf(email), roleOf(role)]
    if (await findAccountOf(db, address)) throw taken()
    const made = await insertAccount(db, {
      email: address,
      role: known,
      passwordHash: await hashOf(await password(), address),
    })
    if (!made) throw taken()
    // Every backup that has an account must have the key under which its erasure is remembered.
    await erasureKeyOf(db)
    await note(db, 'account_created', made)
    say(`Made the account ${made.email} with the role ${made.role}.`)
  })

/** Sets a new password and ends all sessions. @throws {Failure} `usage` if no account has this address, or the password is too weak */
export const resetPassword = (config: Config, { email, password, say }: AccountCommand): Promise<void> =>
  onAccounts(config, async (db) => {
    const found = await accountOf(db, email)
    const passwordHash = await hashOf(await password(), found.email)
    const ended = await changePassword(db, { accountId: found.id, passwordHash })
    await note(db, 'password_reset', found)
    say(`Set a new password for ${found.email}; ${ended?.length ?? 0} sessions ended.`)
  })

/** Disables an account, or enables it again. @throws {Failure} `usage` if no account has this address, or it is the last administrator */
export const disableAccount = (
  config: Config,
  { email, say }: Pick<AccountCommand, 'email' | 'say'>,
  disabled: boolean,
): Promise<void> =>
  onAccounts(config, async (db) => {
    const found = await accountOf(db, email)
    const outcome = await changeAccount(db, found.id, { disabled })
    if (outcome === 'last_administrator') throw lastAdministrator()
    await note(db, disabled ? 'account_disabled' : 'account_enabled', found)
    say(`${disabled ? 'Disabled' : 'Enabled'} the account ${found.email}.`)
  })

/** Erases an account, which cannot be taken back. @throws {Failure} `usage` without `isSure`, or for no account, or the last administrator */
export const removeAccount = (
  config: Config,
  { email, say }: Pick<AccountCommand, 'email' | 'say'>,
  isSure: boolean,
): Promise<void> =>
  onAccounts(config, async (db) => {
    const found = await accountOf(db, email)
    if (!isSure) throw new Failure('usage', 'Nothing was erased: add --yes to erase the account for good.')
    const outcome = await eraseAccount(db, { accountId: found.id, by: 'command', dataDir: config.dataDir })
    if (outcome === 'last_administrator') throw lastAdministrator()
    await note(db, 'account_erased', found)
    say('Erased the account. Its decisions stay, with `deleted` as their author.')
  })

const lastAdministrator = () => new Failure('usage', 'This is the last administrator: make another account one first.')

/** Prints all accounts by address: address, role, state, and the day on which each was made. */
export const listAccounts = (config: Config, say: (line: string) => void): Promise<void> =>
  onAccounts(config, async (db) => {
    let page: Account[] = []
    do {
      page = await pageOfAccounts(db, {}, page.at(-1)?.email, PAGE)
      for (const account of page) say(asLine(account))
    } while (page.length === PAGE)
  })

const asLine = ({ email, role, disabledAt, createdAt }: Account): string =>
  [email, role, disabledAt ? 'disabled' : 'active', createdAt.toISOString().slice(0, 10)].join('  ')

/** Prints the code with which the owner of an address can make an account. @throws {Failure} `usage` if it has one */
export const inviteAccount = (config: Config, { email, role, say }: Omit<AccountCommand, 'password'>): Promise<void> =>
  onAccounts(config, async (db) => {
    const [address, known] = [addressOf(email), roleOf(role)]
    if (await findAccountOf(db, address)) throw taken()
    const { code, expiresAt } = await inviteAddress(db, { email: address, role: known, invitedBy: CLI_SUBJECT })
    await insertAuditEvent(db, { event: 'account_invited', actor: CLI_SUBJECT, detail: { role: known } })
    say(code)
    say(`Valid for ${address} until ${expiresAt.toISOString()}, once: POST /v1/auth/register with \`invitation\`.`)
  })

/** Runs work on the stores. @throws {Failure} `store_in_use` if a service has the embedded store open */
async function onAccounts(config: Config, work: (db: Db) => Promise<void>): Promise<void> {
  await using stores = await connect(config).catch((error: unknown) => {
    if (!(error instanceof Failure && error.code === 'store_busy')) throw error
    const message = 'The embedded store is in use: stop the service or the load, then run the same command again.'
    throw new Failure('store_in_use', message, { cause: error })
  })
  await work(stores.db)
}

async function accountOf(db: Db, email: string): Promise<Account> {
  const found = await findAccountOf(db, addressOf(email))
  if (found) return found
  throw new Failure('usage', 'No account has this address: bun run account list shows all of them.')
}

const note = (db: Db, event: AuditEventName, { id }: Account): Promise<void> =>
  insertAuditEvent(db, { event, actor: CLI_SUBJECT, accountId: id })

function addressOf(email: string): string {
  if (v.is(Address, email)) return normalizeEmail(email)
  throw new Failure('usage', '--email takes an address such as ada@example.org.')
}

function roleOf(text: string | undefined): Role {
  const role = ROLES.find((each) => each === text)
  if (role) return role
  throw new Failure('usage', `--role takes one of ${ROLES.join(', ')}.`)
}

const taken = () => new Failure('usage', 'An account has this address already: bun run account list shows all of them.')

/** Returns the hash of a new password. @throws {Failure} `usage` if it is too weak */
async function hashOf(password: string, email: string): Promise<string> {
  const weakness = weaknessOf(password, email)
  if (weakness !== undefined) throw new Failure('usage', `This password cannot be used. Choose ${weakness}.`)
  const hash = await createPasswords(1, 0).hash(password)
  if (hash === 'full') throw new Error('the only password waits for others')
  return hash
}
