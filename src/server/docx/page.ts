/**
 * The official page as numbers (GB/T 9704—2012 党政机关公文格式), in twips (1/20 pt) unless named otherwise. They are worked out
 * so that the type area holds 22 lines of 28 characters whatever font is installed: exact line pitch, no character grid.
 */
export const PAGE = {
  width: 11906, // A4, 5.1
  height: 16838,
  top: 2098, // 天头 37 mm, 5.2.1
  left: 1587, // 订口 28 mm, 5.2.1
  bottom: 1984, // so that the type area is 156×225 mm, 5.2.1
  right: 1475,
  header: 851,
  footer: 1446, // puts the 一字线 7 mm under the type area, 7.5
  textWidth: 8844,
  textHeight: 12756,
  pitch: 579, // 28.95 pt: 22 lines a page, 5.2.3
  zi: 315, // one 三号 character with its −0.25 pt spacing: 28 a line, 5.2.3
  zi4: 280, // one 四号 character: page number and 版记
} as const

/** Millimetres → twips. */
export const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)
