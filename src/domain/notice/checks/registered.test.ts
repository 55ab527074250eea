import { describe, expect, it } from 'vitest'
import { smallList, smallNotice } from '../../../../fixtures/small-notice.ts'
import { audit } from '../audit.ts'
import type { NoticeList } from '../notice.ts'

const WHOLE = '市局开展“我们的节日·端午节”系列主题活动'
const TITLES = [
  WHOLE,
  `端午节到来之际，${WHOLE}。`,
  '“绿水青山—普法宣传”聊城专场开播',
  '“绿水青山-普法宣传”聊城专场开播',
  '国有林场技能竞赛”赛前培',
]
const COMMISSIONS = ['城乡环境基础设施进展情况、面临的问题及建议', '城乡环境基础设施进展情况、面临问题及建议']

const askedBy = (list: NoticeList, source: string): NoticeList => ({
  ...list,
  items: list.items.map(item => ({ ...item, source, label: `${source}约稿` })),
})

const notice = smallNotice({
  lists: [
    ...TITLES.map((title, index) => smallList(`${index + 1}局`, [title])),
    ...COMMISSIONS.map((title, index) =>
      askedBy(smallList(`${index + 1}科`, [title], 'commission'), index === 0 ? '省厅' : '市政府'),
    ),
  ],
})
const codes = (registered: readonly string[]) =>
  [...new Set(audit({ notice, unread: [], remarks: [] }, { registered }).map(({ code }) => code))].sort()

describe('titles of the register', () => {
  it('are not asked about again, in whatever width and spacing they are printed', () => {
    expect(codes([])).toEqual([
      'commission-wording',
      'same-story',
      'source-differs',
      'title-brackets',
      'title-cut',
      'title-ending',
      'title-wording',
    ])
    expect(codes([...TITLES, ...COMMISSIONS])).toEqual([])
    expect(
      codes([...TITLES, ...COMMISSIONS].map(title => title.replaceAll('、', '、 ').replaceAll('0', '０'))),
    ).toEqual([])
  })

  it('leave the question open where one of the titles is not among them', () => {
    expect(codes([WHOLE, ...TITLES.slice(2), ...COMMISSIONS.slice(1)])).toEqual([
      'commission-wording',
      'same-story',
      'source-differs',
      'title-ending',
    ])
  })
})
