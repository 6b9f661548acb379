import { t } from 'elysia'
import type { Account as StoredAccount } from '#db/account/queries'
import { ROLES } from '#db/account/table'
import { PASSWORD_LIMITS } from '#src/account/weak-password'
import { STORABLE, WordOf } from './fields'

/** Address of an account in a body. Capital letters are not significant. */
export const Email = t.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@\\u0000-\\u001f]+@[^\\s@\\u0000-\\u001f]+$',
  description: 'E-mail address, which is the name of the account; small and capital letters are the same',
  examples: ['ada@example.org'],
})

/** Password of an account in a body. */
export const Password = t.String({
  minLength: 1,
  maxLength: PASSWORD_LIMITS.bytes,
  pattern: STORABLE,
  description: 'Password, exactly as it was set',
  examples: ['three quiet green lamps'],
})

/** New password in a body. */
export const NewPassword = t.String({
  minLength: PASSWORD_LIMITS.characters,
  maxLength: PASSWORD_LIMITS.bytes,
  // The length is here, too: texts that programs make of the pattern would nearly all be too short.
  pattern: `^[^\\u0000]{${PASSWORD_LIMITS.characters},}$`,
  description: `A new password of at least ${PASSWORD_LIMITS.characters} characters and at most ${PASSWORD_LIMITS.bytes} bytes; any characters but NUL are allowed, common passwords are not`,
  examples: ['three quiet green lamps'],
})

/** Role of an account in a body. */
export const RoleWord = WordOf(ROLES, 'Role: reader, editor (decides about games and exports), or admin')

/** An account as its owner and administrators see it. */
export const AccountShape = t.Object(
  {
    id: t.String({ description: 'Id of the account, the `sub` of its tokens and the author of its decisions' }),
    email: t.String({ description: 'E-mail address' }),
    role: RoleWord,
    createdAt: t.String({ format: 'date-time', description: 'Time at which it was made' }),
    passwordChangedAt: t.String({ format: 'date-time', description: 'Time at which its password was set' }),
    disabledAt: t.Nullable(
      t.String({ format: 'date-time', description: 'Time since which it is disabled; null if it can be used' }),
    ),
  },
  { title: 'Account', description: 'An account of a person' },
)
export type AccountShape = typeof AccountShape.static

/** Returns an account as it is sent: without the hash of its password. */
export const toAccountShape = (account: StoredAccount): AccountShape => ({
  id: account.id,
  email: account.email,
  role: account.role,
  createdAt: account.createdAt.toISOString(),
  passwordChangedAt: account.passwordChangedAt.toISOString(),
  disabledAt: account.disabledAt?.toISOString() ?? null,
})
