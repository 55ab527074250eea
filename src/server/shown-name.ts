/** Characters of a file's name. */
export const NAME_MAX = 255

/** A name as people see it: the last part of a path, without characters that hide or turn others. It never names a file on the disk (FILE-02). */
export function shownName(written: string): string {
  const last = written.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const shown = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim()
  return shown === '' ? '未命名文件' : shown.slice(0, NAME_MAX)
}
