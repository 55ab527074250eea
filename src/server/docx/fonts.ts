import type { FontProfile } from '../../domain/print/profile.ts'
import { escapeXml, W, XML_HEAD } from './xml.ts'

export const FONT_ROLES = ['title', 'body', 'kai', 'hei', 'song'] as const
export type FontRole = (typeof FONT_ROLES)[number]

interface Font {
  readonly name: string
  /** What Word takes when the font is missing: OOXML holds no list in the styles, only one other name in the font table. */
  readonly other: string
}

/** 小标宋, 仿宋, 楷体, 黑体 and 宋体 by the names each kind of office machine knows them by. */
export const FONTS: Readonly<Record<FontProfile, Readonly<Record<FontRole, Font>>>> = {
  gb2312: {
    title: { name: '方正小标宋简体', other: '方正小标宋_GBK' },
    body: { name: '仿宋_GB2312', other: 'FangSong' },
    kai: { name: '楷体_GB2312', other: 'KaiTi' },
    hei: { name: '黑体', other: 'SimHei' },
    song: { name: '宋体', other: 'SimSun' },
  },
  windows: {
    title: { name: '华文中宋', other: 'STZhongsong' },
    body: { name: '仿宋', other: 'FangSong' },
    kai: { name: '楷体', other: 'KaiTi' },
    hei: { name: '黑体', other: 'SimHei' },
    song: { name: '宋体', other: 'SimSun' },
  },
  'founder-gbk': {
    title: { name: '方正小标宋_GBK', other: '方正小标宋简体' },
    body: { name: '方正仿宋_GBK', other: '仿宋_GB2312' },
    kai: { name: '方正楷体_GBK', other: '楷体_GB2312' },
    hei: { name: '方正黑体_GBK', other: 'SimHei' },
    song: { name: '方正书宋_GBK', other: 'SimSun' },
  },
}

const FAMILIES: Readonly<Record<FontRole, string>> = {
  title: 'roman',
  body: 'modern',
  kai: 'modern',
  hei: 'modern',
  song: 'auto',
}

/** All four slots hold the Chinese font; else “ ” — … · are drawn in the Latin font at half width. */
export const rFonts = (name: string): string => {
  const font = escapeXml(name)
  return `<w:rFonts w:hint="eastAsia" w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`
}

/** word/fontTable.xml of a profile: each font with the other name Word may look for. */
export function fontTableXml(profile: FontProfile): string {
  const fonts = FONT_ROLES.map(role => {
    const { name, other } = FONTS[profile][role]
    return (
      `<w:font w:name="${escapeXml(name)}"><w:altName w:val="${escapeXml(other)}"/><w:charset w:val="86"/>` +
      `<w:family w:val="${FAMILIES[role]}"/><w:pitch w:val="${role === 'title' ? 'auto' : 'fixed'}"/></w:font>`
    )
  })
  return `${XML_HEAD}<w:fonts xmlns:w="${W}">${fonts.join('')}</w:fonts>`
}
