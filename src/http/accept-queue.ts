import { dlopen, ptr } from 'bun:ffi'
import { readdirSync, readlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const LONGEST_MS = 1000
const POLL_MS = 20

/**
 * Makes the kernel ignore new connections to a listening port, and waits until the service has accepted those that it knows
 * already, at most 1 s. Does nothing where that is not possible: elsewhere than on Linux with glibc.
 *
 * A listening socket that is closed resets the connections in its queue, with the requests in them. Clients that connect in
 * this time are refused once it is closed.
 */
export async function emptyAcceptQueue(port: number): Promise<void> {
  const latest = performance.now() + LONGEST_MS
  try {
    const { inode } = await readQueue(port)
    ignoreNewConnections(descriptorOf(inode))
    while ((await readQueue(port)).waiting > 0 && performance.now() < latest) await sleep(POLL_MS)
  } catch {
    // The queue may hold a request then; the socket is closed all the same.
  }
}

const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6']
const SYN_RECEIVED = '03'
const LISTENING = '0A'

/**
 * Returns the inode of the socket that listens on a port, and the number of connections that wait for it: those whose request is
 * on the way (Bun lets the kernel keep them until then), and those in its queue.
 *
 * @see https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
 */
async function readQueue(port: number): Promise<{ inode: string; waiting: number }> {
  const rows = (await Promise.all(TABLES.map((path) => readFile(path, 'latin1')))).flatMap((table) => table.split('\n'))
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const sockets = rows.map(socketIn).filter(({ local }) => local.endsWith(suffix))
  const arriving = sockets.filter(({ state }) => state === SYN_RECEIVED).length
  const listening = sockets.find(({ state }) => state === LISTENING)
  return { inode: listening?.inode ?? '', waiting: arriving + (listening?.queued ?? 0) }
}

/** Reads a row: `sl local_address rem_address st tx_queue:rx_queue … inode`. The `rx_queue` of a listening socket is its queue. */
function socketIn(row: string) {
  const [, local = '', , state, queues = '', , , , , inode = ''] = row.trim().split(/\s+/)
  return { local, state, inode, queued: Number.parseInt(queues.split(':')[1] ?? '', 16) }
}

function descriptorOf(inode: string): number {
  const folder = '/proc/self/fd'
  const found = readdirSync(folder).find((name) => linkOf(`${folder}/${name}`) === `socket:[${inode}]`)
  if (found === undefined) throw new Error('the listening socket has no descriptor in this process')
  return Number(found)
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

const SOL_SOCKET = 1
const SO_ATTACH_FILTER = 26
const TCP_FLAGS_AT = 13
const SYN = 2

/** Returns an instruction of a socket filter: `struct sock_filter` of <linux/filter.h>. */
const instruction = (code: number, k: number, ifFalse = 0): bigint =>
  BigInt(code) | (BigInt(ifFalse) << 24n) | (BigInt(k) << 32n)

/** Drops packets with the flag SYN: the first of each connection. */
const DROP_SYN = new BigUint64Array([
  instruction(0x30, TCP_FLAGS_AT), // load a byte
  instruction(0x45, SYN, 1), // skip the next one unless the flag is set
  instruction(0x06, 0), // drop
  instruction(0x06, 0xffff_ffff), // pass
])

function ignoreNewConnections(descriptor: number): void {
  const program = new BigUint64Array([BigInt(DROP_SYN.length), BigInt(ptr(DROP_SYN))])
  const libc = dlopen('libc.so.6', { setsockopt: { args: ['i32', 'i32', 'i32', 'ptr', 'u32'], returns: 'i32' } })
  libc.symbols.setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, ptr(program), program.byteLength)
  libc.close()
}
