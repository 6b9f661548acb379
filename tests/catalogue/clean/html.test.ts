import { expect, test } from 'bun:test'
import { textOfHtml } from '#catalogue/clean/html'
import { cleanLink } from '#catalogue/clean/link'

test.each([
  ['Plain words', 'Plain words'],
  ['<p>One</p><p>Two</p>', 'One Two'],
  ['a<b>b</b>c <i>d</i>', 'abc d'],
  ['One<br>Two<br />Three', 'One Two Three'],
  ['<a href="https://x.example/?a=1&amp;b=2" target="_blank">here</a>', 'here'],
  ['<script>alert(1)</script>safe<!-- <b>note</b> --><style>p{}</style>', 'safe'],
  ['5 < 6 &amp; 7 > 6', '5 < 6 & 7 > 6'],
  ['&lt;b&gt;', '<b>'],
  ['<br><br>', ''],
])('the text of %p is %p', (html, text) => {
  expect(textOfHtml(html)).toBe(text)
})

test.each([
  ['https://games.example/a?b#c', true],
  ['HTTP://games.example', true],
  ['javascript:alert(1)', false],
  ['//games.example', false],
  ['http://', false],
  [`https://games.example/${'a'.repeat(2000)}`, false],
  ['', false],
])('%p as a link: %p', (text, isLink) => {
  expect(cleanLink(text)).toBe(isLink ? text : undefined)
})
