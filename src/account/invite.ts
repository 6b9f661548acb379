import { type NewInvitation, upsertInvitation } from '#db/account/invitation'
import type { Db } from '#db/stores'
import { hashSecret, randomText } from './secret-text'

/** Invites an address for a week, and returns the code. An earlier invitation of the address is not valid any more. */
export async function inviteAddress(
  db: Db,
  invited: Omit<NewInvitation, 'codeHash'>,
): Promise<{ code: string; expiresAt: Date }> {
  const code = randomText()
  return { code, expiresAt: await upsertInvitation(db, { ...invited, codeHash: hashSecret(code) }) }
}
