import { createTestApp } from '#tests/support/client'
import { createTestStores } from '#tests/support/stores'
import { describeMatrix, MATRIX_FILE } from './matrix'

await using stores = await createTestStores({ isKept: false })
await Bun.write(MATRIX_FILE, await describeMatrix(createTestApp(stores), stores))
