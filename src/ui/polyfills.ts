/**
 * What Chromium 86 (the floor: 360 安全浏览器, 奇安信) lacks and our libraries use. `crypto.randomUUID` is also missing in every browser
 * on a plain http:// address of an office network, so it is filled in whatever the version.
 */
import 'core-js/actual/object/has-own'
import 'core-js/actual/array/at'
import 'core-js/actual/string/at'
import 'core-js/actual/array/find-last'
import 'core-js/actual/array/find-last-index'
import 'core-js/actual/array/to-sorted'
import 'core-js/actual/structured-clone'
import 'core-js/actual/string/replace-all'
import { newKey } from './key.ts'

if (typeof crypto.randomUUID !== 'function') {
  Object.defineProperty(crypto, 'randomUUID', { value: newKey, configurable: true })
}
