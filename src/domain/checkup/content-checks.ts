import { GENRE_WORDS } from '../article.ts'
import { type Check, type Remark, remarkAt, remarkOn, type TextPlace } from './remark.ts'

const WAY_OUT = '可以用“五问改写”：解决了什么问题、怎么做的、前后数据、典型案例、可推广之处。'

/** 就会议写会议、就活动写活动: what the notices complain of, with the sentences that show it. */
const gatherings: Check = ({ found }) => {
  const { newsOf, evidence, shares, sentences } = found
  if (newsOf !== 'meeting' && newsOf !== 'activity') return []
  const said = newsOf === 'meeting' ? ['attendance', 'agenda', 'speech'] : ['scene', 'moral']
  const of = said.reduce((sum, sign) => sum + (shares[sign] ?? 0), 0)
  const place: TextPlace | null = evidence[0]?.place ?? null
  const words = newsOf === 'meeting' ? '谁参加、什么议程、谁讲话' : '过程、场面、意义'
  const counted = sentences === 0 ? '' : `全文 ${sentences} 句，写${words}的占 ${Math.min(of, sentences)} 句。`
  return [
    {
      code: newsOf,
      weight: 'warning',
      place,
      says: `读起来是就${newsOf === 'meeting' ? '会议写会议' : '活动写活动'}。${counted}`,
      helps: `办公室很少采用这一类。写${newsOf === 'meeting' ? '会议' : '活动'}要解决的问题和之后的变化，比写经过更有用。${WAY_OUT}`,
      instead: null,
    },
  ]
}

/** The word of the unit against what the text shows. 动态 that turns out to be more is no fault. */
const genre: Check = ({ found, stated }) => {
  if (stated === null || stated === found.genre || stated === 'news') return []
  return [
    remarkOn({
      code: 'genre',
      weight: 'hint',
      says: `信息类别选的是“${GENRE_WORDS[stated]}”，内容更像“${GENRE_WORDS[found.genre]}”。`,
      helps: '请改信息类别，或补上这一类应有的内容：问题类写清问题、原因和建议，经验类写清做法、数据和案例。',
    }),
  ]
}

/** Characters of a text without blanks: what editors count. */
export const lengthOf = (text: string): number => [...text.replace(/\s/gu, '')].length

const length: Check = ({ lines, settings: { lengthMin, lengthMax } }) => {
  const count = lengthOf(lines.slice(1).join(''))
  if (count < lengthMin)
    return [
      remarkOn({
        code: 'length',
        weight: 'hint',
        says: `正文 ${count} 字，不到 ${lengthMin} 字。`,
        helps: '补上具体做法、数据和案例；只有一句话消息的，请注明拟用为简讯。',
      }),
    ]
  if (count > lengthMax)
    return [
      remarkOn({
        code: 'length',
        weight: 'hint',
        says: `正文 ${count} 字，超过 ${lengthMax} 字。`,
        helps: '删去背景和套话，把数据列成表；内容确实多的，可以分成几篇。',
      }),
    ]
  return []
}

const title: Check = ({ title: name, settings: { titleMax } }) => {
  const remarks: Remark[] = []
  const count = lengthOf(name)
  if (count === 0)
    remarks.push(
      remarkOn({ code: 'title', weight: 'warning', says: '还没有标题。', helps: '标题说清谁、做了什么、结果怎样。' }),
    )
  if (count > titleMax)
    remarks.push({
      code: 'title',
      weight: 'hint',
      place: { paragraph: 0, from: 0, to: name.length },
      says: `标题 ${count} 字，超过 ${titleMax} 字。`,
      helps: '删去“积极”“扎实”“切实”一类修饰和单位全称，留下做法和结果。',
      instead: null,
    })
  const end = /[。；;，,]+\s*$/u.exec(name)
  if (end !== null)
    remarks.push(
      remarkAt(0, end, {
        code: 'title',
        weight: 'hint',
        says: '标题末尾有标点。',
        helps: '标题末尾一般不加标点，问号、叹号除外。',
        instead: '',
      }),
    )
  return remarks
}

const FIGURE = /\d|百分之|成以上|[一二三四五六七八九十百千万亿]+(?:亩|公顷|处|宗|件|个百分点|户|万元|亿元|吨|公里)/u
const DAYS = /\d{1,4}\s*年度?|\d{1,2}\s*月份?|\d{1,2}\s*日|第\s*\d+\s*期|\d+\s*[:：]\s*\d+/gu

/** Experience and problems live of figures, comparisons and cases; a suggestion of figures. */
const substance: Check = ({ found, sentences }) => {
  const { genre: kind, shares } = found
  const remarks: Remark[] = []
  if (sentences.length === 0) return remarks
  if (!sentences.some(({ text }) => FIGURE.test(text.normalize('NFKC').replace(DAYS, ''))))
    remarks.push(
      remarkOn({
        code: 'no-figures',
        weight: 'warning',
        says: '除了日期，全文没有一个数据。',
        helps: '写上做了多少、占多少、比以前多或少多少，并写明单位和统计时点。',
      }),
    )
  if (kind === 'experience' && (shares.change ?? 0) === 0)
    remarks.push(
      remarkOn({
        code: 'no-comparison',
        weight: 'hint',
        says: '讲了做法，没有做法前后的对比。',
        helps: '写明“由……降到……”“比去年同期……”，让人看出做法管不管用。',
      }),
    )
  if ((kind === 'experience' || kind === 'problem') && (shares.case ?? 0) === 0)
    remarks.push(
      remarkOn({
        code: 'no-case',
        weight: 'hint',
        says: `${kind === 'problem' ? '问题' : '经验'}类信息没有具体的事例。`,
        helps: '举一个具体的村、企业、项目或办事人：时间、地点、过程、结果，两三句即可。',
      }),
    )
  return remarks
}

/** What an article is and what it is made of. */
export const CONTENT_CHECKS: readonly Check[] = [gatherings, genre, length, title, substance]
