import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from './calendar.ts'
import { classifiedMarks } from './checkup/classified.ts'
import { type CheckupSettings, REMARK_WORDS, RemarkCode, USUAL_CHECKUP } from './checkup/remark.ts'
import { checkUp } from './checkup.ts'

const TODAY = localDate('2023-07-24')
/** A text with nothing to remark on but its length. */
const FINE =
  '针对备案材料多的问题，阳谷县今年把踏勘、审核并为一次，用时由15个工作日缩短到5个工作日。某村合作社只用3天拿到回执。'

const checked = (title: string, body: string, settings: Partial<CheckupSettings> = {}) =>
  checkUp({ title, body, genre: null }, { settings: { ...USUAL_CHECKUP, ...settings }, today: TODAY })

/** What is marked, as code and letters: `confusion:截止→截至`. */
function marked(body: string, title = '阳谷县缩短备案用时'): string[] {
  const lines = [title, ...body.split('\n')]
  return checked(title, body)
    .remarks.filter(({ code }) => code !== 'length')
    .map(({ code, place, instead }) => {
      const letters = place === null ? '' : (lines[place.paragraph]?.slice(place.from, place.to) ?? '?')
      return `${code}:${letters}${instead === null ? '' : `→${instead}`}`
    })
}

describe('a check-up', () => {
  it('points once at a place elsewhere that nothing accounts for', () => {
    const body = '莘县推进备案。金山区办理18宗，金山区还在推进。'
    const { remarks } = checkUp(
      { title: '莘县推进备案', body, genre: null },
      { settings: USUAL_CHECKUP, today: TODAY, home: ['阳谷局', '莘县局'] },
    )
    const strays = remarks.filter(one => one.code === 'stray-place')
    expect(strays.map(one => one.place)).toEqual([{ paragraph: 1, from: 7, to: 10 }])
    expect(strays[0]?.says).toContain('属上海市')
  })

  it('has nothing to say about a text in order', () => {
    expect(marked(FINE)).toEqual([])
  })

  it.each([
    ['截止6月底', 'confusion:截止→截至'],
    ['截止到6月底', 'confusion:截止到→截至'],
    ['认真的开展巡查', 'confusion:的→地'],
    ['工作做的好，', 'confusion:的→得'],
    ['制订管理办法', 'confusion:制订→制定'],
    ['建立台帐', 'confusion:台帐→台账'],
    ['部份村庄', 'confusion:部份→部分'],
    ['登陆系统', 'confusion:登陆→登录'],
    ['土地权利人和土地权力，', 'confusion:权力→权利'],
    ['涉及到3个村', 'confusion:涉及到→涉及'],
    ['建立了,制度', 'punctuation:,→，'],
    ['建立了制度。。', 'punctuation:。。→。'],
    ['办理(备案)手续', 'punctuation:(备案)→（备案）'],
    ['“一清单”、“一平台”', 'punctuation:、→'],
    ['等等...', 'punctuation:...→……'],
    ['1、建立制度', 'punctuation:1、→1.'],
    ['一.建立制度', 'punctuation:一.→一、'],
    ['１２件', 'numerals:１２→12'],
    ['二〇二三年', 'numerals:二〇二三年'],
    ['23年上半年', 'numerals:23年→2023年'],
    ['百分之30的村', 'numerals:百分之30→30%'],
    ['约20户左右', 'numerals:约20户左右'],
    ['1-6月', 'numerals:1-6月→1—6月'],
    ['成本降低2倍', 'numerals:降低2倍'],
    ['完成复核120，', 'unit:120'],
    ['2月30日完成', 'date:2月30日'],
    ['县长王某主持调度', 'leader:县长王某'],
    ['部门部门联动', 'repeated:部门部门→部门'],
    ['办理的的备案', 'repeated:的的→的'],
  ])('marks %s', (words, expected) => {
    expect(marked(`${FINE}${words}`)).toContain(expected)
  })

  it.each([
    '自己完成核查3处',
    '部署以经济作物为主',
    '6月份内完成3件',
    '报名截止到6月30日',
    '研究研究再定',
    '有效的保护措施',
    '市局联系电话0635-1234567',
    '其中2021年、2022年、2023年各3件',
    '处置12、15、9宗',
    '由5%升到10%',
    '会期10:30开始',
    '县长热线受理3件',
    '制订年度计划',
    '按股分红3万元',
  ])('lets %s pass', words => {
    expect(marked(`${FINE}${words}。`)).toEqual([])
  })

  it('says of a meeting report that it is one, how much of it, and what would help', () => {
    const body =
      '7月20日，县局召开推进会，各所负责人参加会议。会议强调，要提高认识，狠抓落实。会议要求，各所要切实负起责任。'
    const [first] = checked('阳谷县召开设施农业用地推进会', body).remarks
    expect(first).toMatchObject({ code: 'meeting', weight: 'warning', place: { paragraph: 0 } })
    expect(first?.says).toContain('全文 3 句，写谁参加、什么议程、谁讲话的占 3 句')
    expect(first?.helps).toContain('五问改写')
  })

  it('finds news old by the days the office allows, and no news in experience', () => {
    const body = '6月1日，县局完成隐患点核查12处，更换警示牌14块。'
    const codes = (settings: Partial<CheckupSettings>) =>
      checked('县局完成核查', body, settings).remarks.map(one => one.code)
    expect(codes({})).toContain('outdated')
    expect(codes({ daysOld: 60 })).not.toContain('outdated')
    expect(codes({ off: ['outdated'] })).not.toContain('outdated')
    expect(checked('莘县“三个一”做法破解备案难', `6月1日起，${FINE}`).remarks.map(one => one.code)).not.toContain(
      'outdated',
    )
  })

  it('takes a day of December read in January for last year’s', () => {
    const read = checkUp(
      { title: '县局完成核查', body: '12月28日，县局完成核查12处。', genre: null },
      { settings: USUAL_CHECKUP, today: localDate('2024-01-04') },
    )
    expect(read.remarks.map(one => one.code)).not.toContain('outdated')
  })

  it('holds a stated genre against what the text shows, but never a 约稿', () => {
    const codes = (genre: 'problem' | 'news' | 'commission') =>
      checkUp(
        { title: '莘县“三个一”做法破解备案难', body: FINE, genre },
        { settings: USUAL_CHECKUP, today: TODAY },
      ).remarks.map(one => one.code)
    expect(codes('problem')).toContain('genre')
    expect(codes('news')).not.toContain('genre')
    expect(codes('commission')).not.toContain('genre')
  })

  it('points at letters that are there, whatever the text', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'的地得认真开展截止到台帐会议强调12年月日%、。，；一是.()"“”\n 密秘★县长王'),
      maxLength: 90,
    })
    fc.assert(
      fc.property(letters, letters, (title, body) => {
        const lines = [title, ...body.split('\n')]
        for (const { place } of checked(title, body).remarks) {
          if (place === null) continue
          expect(place.from).toBeLessThanOrEqual(place.to)
          expect(place.to).toBeLessThanOrEqual(lines[place.paragraph]?.length ?? -1)
        }
      }),
    )
  })

  it('lists every code for the settings', () => {
    expect(RemarkCode.options).toEqual(Object.keys(REMARK_WORDS))
  })
})

describe('marks of secrecy', () => {
  it.each([
    '机密★1年',
    '秘密★长期',
    '绝 密 ★ 10年',
    '机密',
    '密级：秘密',
    '内部资料，严禁外传',
    '内部文件 注意保密',
    '秘密级文件',
    '此件不公开',
    '保密期限：三年',
  ])('are seen in %s', line => {
    expect(classifiedMarks(['题目', line])).toMatchObject([{ weight: 'stop', place: { paragraph: 1 } }])
  })

  it.each([
    '县局开展保守国家秘密宣传月活动',
    '严守工作秘密和商业秘密',
    '密级：无',
    '签订保密承诺书36份',
    '内部控制制度',
    '林木机密植度',
    '★ 星级林场',
  ])('are not seen in %s', line => {
    expect(classifiedMarks([line])).toEqual([])
  })
})
