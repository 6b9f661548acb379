import postgres from 'postgres'

/** A login role of a test that has the rights of the service. Disposing drops it. */
export type ServiceRole = AsyncDisposable & { url: string }

/** Makes a login role with the rights of the service on a server. `url` opens a migrated database of it as this role. */
export async function createServiceRole(server: string, databaseUrl: string): Promise<ServiceRole> {
  const name = `vestim_test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`
  const password = crypto.randomUUID()
  await runAlone(server, `create role ${name} login password '${password}' in role vestimlib_service`)
  const url = Object.assign(new URL(databaseUrl), { username: name, password })
  return { url: url.href, [Symbol.asyncDispose]: () => runAlone(server, `drop role ${name}`) }
}

/** Runs a statement that has no parameters over a connection of its own. */
async function runAlone(url: string, text: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}
