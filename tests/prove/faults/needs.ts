import { postgresPrograms } from '#tests/ops/own-postgres'
import { canMount } from './disks'

/** Means that a fault needs: programs of Postgres, an Elasticsearch, the rights of root, mounting a file system. */
export type Need = 'postgres' | 'elasticsearch' | 'root' | 'mount'

/** Returns the reason why a scenario cannot be tried here, or `undefined` if it can. */
export async function missingNeed(needs: readonly Need[]): Promise<string | undefined> {
  if (needs.includes('postgres') && !postgresPrograms()) return 'needs the programs of .ci/services'
  if (needs.includes('elasticsearch') && !process.env.TEST_ELASTICSEARCH_URL) return 'needs TEST_ELASTICSEARCH_URL'
  if (needs.includes('root') && process.getuid?.() !== 0) return 'needs root'
  if (needs.includes('mount') && !(await canMount())) return 'needs the right to mount a tmpfs'
  return undefined
}
