import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { account } from '#db/account/table'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** API keys. `hash` is the SHA-256 of the secret part; `usedAt` is cut to the hour. */
export const apiKey = pgTable('api_key', {
  id: text('id').primaryKey(),
  accountId: uuid('account_id')
    .notNull()
    .references(() => account.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  hash: text('hash').notNull(),
  scope: text('scope').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})
