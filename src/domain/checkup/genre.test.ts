import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genreOf } from './genre.ts'
import { sentencesOf } from './sentence.ts'

describe('the genre of an article', () => {
  it.each([
    ['阳谷县召开汛期地质灾害防治工作会议', 'news', 'meeting'],
    ['全市自然资源系统组织开展“庆七一”系列主题活动', 'news', 'activity'],
    ['临清市四处工矿废弃地复垦调整利用试点项目复垦区通过市级验收', 'news', 'work'],
    ['聊城市保障性租赁住房建设进展情况、存在的问题及建议', 'problem', null],
    ['关于完善耕地“进出平衡”管理的建议', 'suggestion', null],
    ['市自然资源和规划局化解办证难题擦亮民生幸福底色', 'experience', null],
  ])('is seen in a title: %s', (title, genre, newsOf) => {
    expect(genreOf(title)).toMatchObject({ genre, newsOf })
  })

  it('follows what the sentences say where a title promises something else', () => {
    const body = [
      '7月3日，县局召开专题会议，班子成员、各科室负责人参加会议。',
      '会议传达了上级会议精神，听取了各科室工作汇报。',
      '会议强调，要提高认识，加强领导，狠抓落实。会议要求，各科室要认真贯彻会议精神。',
    ].join('\n')
    const found = genreOf('阳谷县扎实推进设施农业用地备案', body)
    expect(found).toMatchObject({ genre: 'news', newsOf: 'meeting', sentences: 4 })
    expect(found.evidence.map(one => one.place.paragraph)).toContain(3)
  })

  it('takes a text that shows nothing for news of the work', () => {
    expect(genreOf('', '')).toMatchObject({ genre: 'news', newsOf: 'work', evidence: [], sentences: 0 })
  })

  it('points only at letters that are there', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'会议强调要求召开问题困难建议由天缩短到3亩同比。；！\n ”活动参加'),
      maxLength: 80,
    })
    fc.assert(
      fc.property(letters, letters, (title, body) => {
        const lines = [title, ...body.split('\n')]
        for (const { place } of genreOf(title, body).evidence) {
          expect(place.from).toBeLessThan(place.to)
          expect(place.to).toBeLessThanOrEqual(lines[place.paragraph]?.length ?? -1)
        }
      }),
    )
  })
})

it('parts a body into sentences with their places', () => {
  const body = '　一是摸底。二是建账；三是销号\n\n他说：“好。”'
  expect(sentencesOf(body).map(({ text, paragraph }) => [paragraph, text])).toEqual([
    [1, '一是摸底。'],
    [1, '二是建账；'],
    [1, '三是销号'],
    [3, '他说：“好。”'],
  ])
  for (const { paragraph, from, to, text } of sentencesOf(body))
    expect(body.split('\n')[paragraph - 1]?.slice(from, to)).toBe(text)
})
