import { family } from './family'

/** Virtual reality headsets and their platforms, and services that stream games. */
export const VIRTUAL = family('Virtual reality and cloud', [
  { id: 700, slug: 'playstation-vr', name: 'PlayStation VR', aliases: ['PSVR'] },
  { id: 701, slug: 'playstation-vr2', name: 'PlayStation VR2', aliases: ['PSVR2', 'PlayStation VR 2'] },
  { id: 702, slug: 'steamvr', name: 'SteamVR', aliases: ['Steam VR'] },
  { id: 703, slug: 'oculus-rift', name: 'Oculus Rift' },
  { id: 704, slug: 'oculus-vr', name: 'Oculus VR' },
  { id: 705, slug: 'oculus-go', name: 'Oculus Go' },
  { id: 706, slug: 'oculus-quest', name: 'Oculus Quest', aliases: ['Meta Quest'] },
  { id: 707, slug: 'meta-quest-2', name: 'Meta Quest 2', aliases: ['Oculus Quest 2'] },
  { id: 708, slug: 'meta-quest-3', name: 'Meta Quest 3', aliases: ['Oculus Quest 3'] },
  { id: 709, slug: 'windows-mixed-reality', name: 'Windows Mixed Reality' },
  { id: 710, slug: 'gear-vr', name: 'Gear VR', aliases: ['Samsung Gear VR'] },
  { id: 711, slug: 'daydream', name: 'Daydream', aliases: ['Google Daydream'] },
  { id: 712, slug: 'stadia', name: 'Google Stadia', aliases: ['Stadia'] },
  { id: 713, slug: 'onlive', name: 'OnLive Game System', aliases: ['OnLive'] },
  { id: 714, slug: 'ooparts', name: 'OOParts' },
  { id: 715, slug: 'airconsole', name: 'AirConsole' },
])
