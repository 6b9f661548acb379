import { expect, test } from 'bun:test'
import { DATA_MODEL, describeDataModel } from '#tests/support/data-model'

test('docs/data-model.md tells what the migrations make (bun tests/support/data-model.ts writes it anew)', async () => {
  expect(await Bun.file(DATA_MODEL).text()).toBe(await describeDataModel())
}, 60_000)
