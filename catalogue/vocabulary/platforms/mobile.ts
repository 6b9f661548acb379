import { family } from './family'

/** Phones, tablets, pocket computers, and other devices with a mobile operating system: watches, television boxes, headsets. */
export const MOBILE = family('Mobile', [
  {
    id: 600,
    slug: 'ios',
    name: 'iOS',
    aliases: ['iPhone', 'iPhone/iPad', 'iPhone / iPad', 'iPod Touch'],
  },
  { id: 601, slug: 'android', name: 'Android' },
  {
    id: 602,
    slug: 'mobile',
    name: 'Mobile phone',
    fr: 'Téléphone mobile',
    aliases: ['Mobile', 'Mobile phones', 'Legacy Mobile Device', 'J2ME'],
  },
  { id: 603, slug: 'windows-phone', name: 'Windows Phone', aliases: ['Windows Phone 7', 'Win Phone'] },
  { id: 604, slug: 'windows-mobile', name: 'Windows Mobile', aliases: ['Pocket PC'] },
  { id: 605, slug: 'blackberry', name: 'BlackBerry', aliases: ['BlackBerry OS'] },
  { id: 606, slug: 'palm-os', name: 'Palm OS', aliases: ['Palm Pilot', 'PalmPilot'] },
  { id: 607, slug: 'n-gage', name: 'N-Gage', aliases: ['NGage', 'Nokia N-Gage'] },
  { id: 608, slug: 'ipod', name: 'iPod', aliases: ['iPod Classic'] },
  { id: 609, slug: 'amazon-fire-tv', name: 'Amazon Fire TV', aliases: ['Fire TV'] },
  { id: 610, slug: 'tvos', name: 'tvOS', aliases: ['Apple TV'] },
  { id: 611, slug: 'visionos', name: 'visionOS' },
  { id: 612, slug: 'zodiac', name: 'Tapwave Zodiac', aliases: ['Zodiac'] },
  { id: 613, slug: 'symbian', name: 'Symbian' },
  { id: 614, slug: 'watchos', name: 'watchOS' },
  // Separate from iOS: sources that distinguish the two have an entry, and often a package, for each.
  { id: 615, slug: 'ipad', name: 'iPad', aliases: ['iPadOS'] },
])
