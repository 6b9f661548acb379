import { crc32, deflateRawSync } from 'node:zlib'

/** Member of a test archive. Values that are not given are correct. */
export type Member = {
  name: string
  text: string | Buffer
  method?: number
  flags?: number
  mode?: number
  claims?: number
}

/** Returns a zip archive of these members. (Default `method`: deflate.) `claims` is the length stated in its directory. */
export function zipOf(members: readonly Member[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const { local, central } = headersOf(member, offset)
    files.push(local)
    directory.push(central)
    offset += local.length
  }
  const length = directory.reduce((sum, { byteLength }) => sum + byteLength, 0)
  return Buffer.concat([...files, ...directory, endOf(members.length, length, offset)])
}

function headersOf(member: Member, offset: number): { local: Buffer; central: Buffer } {
  const { name, text, method = 8, flags = 0x800, mode = 0o100644 } = member
  const content = Buffer.from(text)
  const data = method === 8 ? deflateRawSync(content) : content
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(flags, 2)
  shared.writeUInt16LE(method, 4)
  shared.writeUInt32LE(crc32(content), 10)
  shared.writeUInt32LE(data.length, 14)
  shared.writeUInt32LE(member.claims ?? content.length, 18)
  shared.writeUInt16LE(Buffer.byteLength(name), 22)
  const place = Buffer.alloc(14)
  place.writeUInt32LE((mode << 16) >>> 0, 6)
  place.writeUInt32LE(offset, 10)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), data])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), shared, place, Buffer.from(name)])
  return { local, central }
}

function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
