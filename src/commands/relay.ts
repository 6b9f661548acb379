import { connect } from '#db/connect'
import { runRelay } from '#db/search/relay'
import type { Config } from '#lib/config'
import { relayFaults } from './relay-faults'

/** Runs the index relay alone until the process is told to stop. */
export async function relay(config: Config, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  await using stores = await connect(config)
  say('The relay is running.')
  await runRelay(stores, { signal, ...relayFaults() })
}
