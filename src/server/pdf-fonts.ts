import { FONT_ROLES, FONTS, type FontRole } from './docx/fonts.ts'

/** Free fonts that stand in for each face where the office's own are not installed, best first. Whole names as fontconfig knows them. */
const SUBSTITUTES: Readonly<Record<FontRole, readonly string[]>> = {
  title: ['FZXiaoBiaoSong-B05', 'Noto Serif CJK SC', 'FandolSong'],
  body: ['FangSong', 'FandolFang R', 'Noto Serif CJK SC'],
  kai: ['KaiTi', 'FandolKai', 'LXGW WenKai', 'AR PL UKai CN', 'Noto Serif CJK SC'],
  hei: ['SimHei', 'Noto Sans CJK SC', 'FandolHei', 'WenQuanYi Zen Hei'],
  song: ['SimSun', 'Noto Serif CJK SC', 'FandolSong'],
}

/** A last face for a character the stand-in lacks: Fandol has none of 喆 堃 镕, which are names of people. */
const LAST = ['Noto Serif CJK SC', 'Noto Sans CJK SC']

/**
 * A fontconfig file for LibreOffice: what to draw where a font of our papers is missing. Without it everything comes out in the
 * substitute of one Latin font.
 */
export function fontsConf(): string {
  const rules = FONT_ROLES.flatMap(role =>
    [...new Set(Object.values(FONTS).map(fonts => fonts[role].name))].map(name => ruleFor(name, role)),
  )
  return (
    '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>' +
    `${rules.join('')}<include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>`
  )
}

function ruleFor(name: string, role: FontRole): string {
  const families = [...new Set([...SUBSTITUTES[role], ...LAST])].map(family => `<string>${family}</string>`).join('')
  // 小标宋 is a heavy 宋体; a light one in its place makes the title look like text.
  const weight = role === 'title' ? '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' : ''
  return (
    `<match target="pattern"><test qual="any" name="family" compare="eq"><string>${name}</string></test>` +
    `<edit name="family" mode="append" binding="strong">${families}</edit>${weight}</match>`
  )
}
