import { NO_HEADER, type TriedFile, tried } from './tried-file'

/** What lists the files of a folder. */
export const TRIED_LISTINGS: TriedFile[] = [
  tried(
    'names of files: ls, dir /b',
    ['Okami (USA) (Rev 1).chd', 'Ico (Japan) (Disc 1).chd'],
    [{ title: 'Okami (USA) (Rev 1).chd' }, { title: 'Ico (Japan) (Disc 1).chd' }],
    { asks: NO_HEADER, file: 'roms.txt' },
  ),
  tried(
    'PowerShell: Get-ChildItem and Export-Csv',
    ['#TYPE Selected.System.IO.FileInfo\r', '"Name"\r', '"Okami (USA).chd"\r'],
    [{ title: 'Okami (USA).chd' }],
  ),
  tried(
    'paths of files: find, dir /s /b',
    ['./ps2/Okami (USA).chd', './ps2/Ico (Japan).chd'],
    [{ title: './ps2/Okami (USA).chd' }, { title: './ps2/Ico (Japan).chd' }],
    { asks: 'has paths of files, and the whole path would be the title', file: 'roms.txt' },
  ),
  tried('ls -l', ['total 8', '-rw-r--r-- 1 me me 1024 Jan  2 10:00 Okami (USA).chd'], 'is a long listing of files', {
    file: 'roms.txt',
  }),
  tried(
    'dir',
    [' Directory of C:\\roms', '', '01/02/2020  10:00 AM  1,024 Okami (USA).chd'],
    'is a long listing of files',
    { file: 'roms.txt' },
  ),
]
