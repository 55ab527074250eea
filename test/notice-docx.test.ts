import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../src/domain/notice/layout.ts'
import type { Notice } from '../src/domain/notice/notice.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { readDocx } from '../src/server/docx/read.ts'
import { writeDocx } from '../src/server/docx/write.ts'
import { anyNotice } from './support/notices.ts'

const META = { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' }

/** A notice through the printed file and back. */
async function throughDocx(notice: Notice) {
  const { blocks } = await readDocx(writeDocx(layout(notice), META))
  return readNotice(blocks)
}

describe('a printed .docx', () => {
  it('is read as what was printed in it, figure by figure', async () => {
    await fc.assert(
      fc.asyncProperty(anyNotice, async notice => {
        expect(bare((await throughDocx(notice)).notice)).toEqual(bare(notice))
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('of June 2023 gives back its 43 rows and 168 titles', async () => {
    const june = juneNotice()
    const { notice, unread, remarks } = await throughDocx(june)
    expect(unread).toEqual([])
    expect(remarks).toEqual([])
    expect(bare(notice.tables)).toEqual(bare(june.tables))
    // A bare 第9期 does not say its kind, which the notice made by hand knows.
    const withoutKind = (lists: Notice['lists']) =>
      lists.map(list => ({ ...list, items: list.items.map(({ kind, ...item }) => item) }))
    expect(bare(withoutKind(notice.lists))).toEqual(bare(withoutKind(june.lists)))
  })
})

/** A value without places. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (key === 'place' ? [] : [[key, bare(one)]])))
}
