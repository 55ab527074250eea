import { describe, expect, it } from 'vitest'
import { smallList, smallNotice } from '../../../../fixtures/small-notice.ts'
import { contextOf } from './context.ts'
import { commissionWordings, sameStory, titleMarks } from './stories.ts'

const contextFor = (titles: readonly string[], kind: 'report' | 'commission' = 'report') =>
  contextOf(
    {
      notice: smallNotice({ lists: titles.map((title, index) => smallList(`${index + 1}局`, [title], kind)) }),
      unread: [],
      remarks: [],
    },
    {},
  )

describe('titles that may be one story', () => {
  it.each([
    [
      'a longer and a shorter wording',
      ['市局开展“我们的节日·端午节”系列主题活动', '端午节到来之际，市局开展“我们的节日·端午节”系列主题活动'],
    ],
    [
      'one says where, the other where exactly',
      ['临清市四处工矿废弃地复垦调整利用试点项目复垦区通过市级验收', '临清市唐园镇营子村等四处项目复垦区通过市级验收'],
    ],
    [
      'one among several bodies',
      ['某领导先后到甲研究院、土地储备中心、矿产监测中心调研指导工作', '某领导到土地储备中心调研指导工作'],
    ],
  ])('asks about %s', (_, titles) => {
    expect(sameStory(contextFor(titles)).map(one => one.severity)).toEqual(['question'])
  })

  it.each([
    [
      'two campaigns',
      ['全市自然资源系统组织开展“庆七一”系列主题活动', '全市自然资源系统组织开展“全国土地日”主题宣传活动'],
    ],
    ['a series in two bodies', ['某领导到土地储备整治中心调研指导工作', '某领导到地质矿产调查监测中心调研指导工作']],
    [
      'the same honour of two places',
      ['阳谷县被确定为2023年度全域性季度变更试点县', '莘县被确定为2023年度全域性季度变更试点县'],
    ],
    ['the same work of two months', ['市局召开5月份耕地保护调度会议', '市局召开6月份耕地保护调度会议']],
    [
      'two letters about one fund',
      [
        '省财政厅下达2020-2021年度新增建设用地土地有偿使用费分成资金预算指标',
        '我市2020年度、2021年度建设用地土地有偿使用费分成资金分别为3000万元、3374万元',
      ],
    ],
    ['the same title', ['阳谷县扎实推进国土绿化工作', '阳谷县扎实推进国土绿化工作']],
  ])('does not ask about %s', (_, titles) => {
    expect(sameStory(contextFor(titles))).toEqual([])
  })

  it('tells marks from wordings', () => {
    const context = contextFor(['“绿水青山—普法宣传”聊城专场开播', '“绿水青山-普法宣传”聊城专场开播'])
    expect(titleMarks(context)).toHaveLength(1)
    expect(sameStory(context)).toEqual([])
  })

  it('takes width, spaces and quote marks for no difference', () => {
    expect(titleMarks(contextFor(['开展“绿水青山”宣传，效果好（一）', '开展"绿水青山" 宣传,效果好(一)']))).toEqual([])
  })

  it('shows a commission in two wordings', () => {
    const titles = [
      '城乡环境基础设施进展情况、面临的问题及建议',
      '城乡环境基础设施进展情况、面临问题及建议',
      '集中式公共充电场站建设情况',
    ]
    expect(commissionWordings(contextFor(titles, 'commission')).map(({ code }) => code)).toEqual(['commission-wording'])
  })
})
