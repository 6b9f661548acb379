import { t } from 'elysia'
import { AUDIT_EVENTS } from '#db/audit/table'
import { AccountShape, Email, RoleWord } from '#src/wire/account'
import { Cursor, PageSize, pageShape, Uuid, Whole, WordOf, WordsOf } from '#src/wire/fields'

export const AccountListQuery = t.Object({
  email: t.Optional(Email),
  role: t.Optional(RoleWord),
  disabled: t.Optional(WordOf(['true', 'false'], 'Only disabled accounts, or only those that can be used')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type AccountListQuery = typeof AccountListQuery.static

export const AccountPage = pageShape(AccountShape, { title: 'AccountPage', description: 'Accounts, by address' })
export type AccountPage = typeof AccountPage.static

export const AccountParams = t.Object({ id: Uuid('Id of an account') })

export const AccountBody = t.Object(
  {
    role: t.Optional(RoleWord),
    disabled: t.Optional(t.Boolean({ description: 'True to disable the account, false to enable it' })),
  },
  {
    additionalProperties: false,
    description: 'Members of an account to change',
    examples: [{ role: 'editor' }],
  },
)

export const RemovedAccount = t.Object(
  { id: t.String({ description: 'Id of the account that is gone' }) },
  { title: 'RemovedAccount', description: 'An account that an administrator erased' },
)

export const EndedSessions = t.Object(
  { ended: Whole({ description: 'Number of sessions that ended' }) },
  { title: 'EndedSessions', description: 'Sessions of an account that have ended' },
)

export const InvitationBody = t.Object(
  { email: Email, role: RoleWord },
  {
    additionalProperties: false,
    description: 'Address that is invited, and the role of its account',
    examples: [{ email: 'grace@example.org', role: 'reader' }],
  },
)

export const InvitationShape = t.Object(
  {
    email: t.String({ description: 'Address that is invited' }),
    role: RoleWord,
    code: t.String({ description: 'Code to register with. It is shown this once' }),
    expiresAt: t.String({ format: 'date-time', description: 'Time of its end' }),
  },
  { title: 'Invitation', description: 'An invitation that was made just now' },
)

export const AuditQuery = t.Object({
  event: t.Optional(WordsOf(AUDIT_EVENTS, 'Event')),
  account: t.Optional(Uuid('Id of the account that it concerns')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type AuditQuery = typeof AuditQuery.static

const AuditEntry = t.Object(
  {
    id: Whole({ description: 'Number of the event' }),
    at: t.String({ format: 'date-time', description: 'Time of the event' }),
    event: WordOf(AUDIT_EVENTS, 'Event'),
    actor: t.Nullable(t.String({ description: 'Id of the account that acted, or `cli`; null if it is unknown' })),
    account: t.Nullable(t.String({ description: 'Id of the account that it concerns; null if there is none' })),
    network: t.Nullable(t.String({ description: 'Network of the client: 24 bits of IPv4, 48 bits of IPv6' })),
    requestId: t.Nullable(t.String({ description: 'Id of the request, as in the log of the service' })),
    detail: t.Record(t.String(), t.Unknown(), { description: 'More about the event' }),
  },
  { title: 'AuditEntry', description: 'A security event' },
)

export const AuditPage = pageShape(AuditEntry, { title: 'AuditPage', description: 'Security events, newest first' })
export type AuditPage = typeof AuditPage.static
