import type { Db } from '#db/stores'
import { lastBackup } from './table'

/** Stores when the last whole backup of this database was begun. */
export async function noteBackup(db: Db, takenAt: Date): Promise<void> {
  await db.insert(lastBackup).values({ takenAt }).onConflictDoUpdate({ target: lastBackup.onlyRow, set: { takenAt } })
}

/** Returns when the last whole backup of this database was begun; `undefined` if there is none. */
export async function findLastBackup(db: Db): Promise<Date | undefined> {
  const [row] = await db.select({ takenAt: lastBackup.takenAt }).from(lastBackup)
  return row?.takenAt
}
