import { strayPlaces } from '../duplicate/stray-places.ts'
import type { Check, Remark } from './remark.ts'

/** 他地名残留: each name once, where it stands first. */
export const strayPlace: Check = ({ lines, home }) => {
  const seen = new Set<string>()
  return lines.flatMap((line, paragraph) =>
    strayPlaces(line, home).flatMap(({ name, of, from, to }): Remark[] => {
      if (seen.has(name)) return []
      seen.add(name)
      return [
        {
          code: 'stray-place',
          weight: 'warning',
          place: { paragraph, from, to },
          says: `“${name}”${of === '' ? '' : `属${of}，`}不在本地，句中也没有说明来由。`,
          helps: '如是从别处文稿带来的，请改成本地的；确是外地的，写明是考察、借鉴还是合作。',
          instead: null,
        },
      ]
    }),
  )
}
