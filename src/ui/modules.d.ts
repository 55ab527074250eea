declare module '*.css'
declare module 'core-js/actual/*'

// Ant Design's types call this file CommonJS although it is an ES module, so its default export would be typed one level too deep.
declare module 'antd/es/locale/zh_CN.js' {
  const locale: import('antd/es/locale/index.js').Locale
  export default locale
}
