import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Returns the Postgres server of the proofs. Throws if TEST_DATABASE_URL is not set. */
export function theServer(): string {
  const server = process.env.TEST_DATABASE_URL
  if (server) return server
  throw new Error('Set TEST_DATABASE_URL to a Postgres server in which databases may be created: .ci/services start')
}

/** Runs `work` with a temporary folder and returns its result. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vestim-prove-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Prints a promise with its figure. One that does not hold sets the exit code to 1. */
export function printProof(holds: boolean, what: string): void {
  console.log(`${holds ? 'proved' : 'DISPROVED'}: ${what}`)
  if (!holds) process.exitCode = 1
}
