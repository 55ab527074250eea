import { type ThemeConfig, theme } from 'antd'

/** 墨 for what one does, 朱红 only for 签发 and 需处理. The same colours are CSS variables in `style/base.css`. */
const INK = { light: '#26404f', dark: '#4f7690' } as const
const CINNABAR = { light: '#b02a1a', dark: '#c9432f' } as const
const FONT =
  "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"

/** Ant Design in the look of the house: square, flat, dense. */
export function themeOf(dark: boolean, large: boolean): ThemeConfig {
  return {
    algorithm: dark ? [theme.darkAlgorithm] : [theme.defaultAlgorithm],
    token: {
      colorPrimary: dark ? INK.dark : INK.light,
      colorError: dark ? CINNABAR.dark : CINNABAR.light,
      colorLink: dark ? '#9cc3da' : '#1f5673',
      colorText: dark ? '#e9e4da' : '#1e1c19',
      colorTextPlaceholder: dark ? '#9d968a' : '#716b61',
      colorBgContainer: dark ? '#211f1c' : '#ffffff',
      colorBgElevated: dark ? '#262421' : '#ffffff',
      colorBorder: dark ? '#5b564d' : '#b9b2a5',
      borderRadius: 2,
      fontFamily: FONT,
      fontSize: large ? 18 : 14,
      controlHeight: large ? 42 : 32,
      motion: false,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  }
}
