import postgres from 'postgres'

// Started as a separate process by postgres-restart.test.ts, which proves that this process survives.
const TRANSACTIONS = 3
const sql = postgres(process.argv[2] ?? '', { max: TRANSACTIONS, onnotice: () => {} })
let open = 0

async function queryUntilRefused(): Promise<string> {
  try {
    await sql.begin(async (tx) => {
      await tx`select 1`
      if (++open === TRANSACTIONS) process.stdout.write('open\n')
      for (;;) {
        await tx`select pg_sleep(.01)`
        await Bun.sleep(1)
      }
    })
    return 'committed'
  } catch (error) {
    return error instanceof postgres.PostgresError ? error.code : (error as { code: string }).code // safe: the driver's errors carry a code
  }
}

async function answerOnceUp(): Promise<unknown> {
  for (;;) {
    try {
      return (await sql`select 1 as answer`)[0]?.answer
    } catch {
      await Bun.sleep(50)
    }
  }
}

const refusals = await Promise.all(Array.from({ length: TRANSACTIONS }, queryUntilRefused))
process.stdout.write(`${JSON.stringify({ refusals, answer: await answerOnceUp() })}\n`)
await sql.end()
