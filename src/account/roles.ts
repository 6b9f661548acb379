import type { Role } from '#db/account/table'
import type { Scope } from '#src/http/scope'

/** Scopes of each role. Each scope implies others. */
const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  reader: ['self'],
  editor: ['self', 'export', 'curate'],
  admin: ['admin'],
}

/** Returns the scopes of a role, without those that they imply. */
export const scopesOfRole = (role: Role): readonly Scope[] => ROLE_SCOPES[role]
