import { expect, test } from 'bun:test'
import { describeRegister, REGISTER_PAGE, RGPD_PAGE, withParts } from '#tests/support/rgpd'

test('docs/registre.md and the tables of docs/rgpd.md are those of privacy/register.yml (bun tests/support/rgpd.ts writes them)', async () => {
  const page = await Bun.file(RGPD_PAGE).text()
  expect(page).toBe(withParts(page))
  expect(await Bun.file(REGISTER_PAGE).text()).toBe(describeRegister())
})
