import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainOf, RichText } from '../rich-text.ts'
import { answersIn } from './answers.ts'
import { genreOf } from './genre.ts'
import { answered, draftFrom, type FiveAnswers, QUESTIONS } from './questions.ts'

const NONE: FiveAnswers = { problem: '', way: '', figures: '', case: '', beyond: '' }
const GOOD: FiveAnswers = {
  problem: '设施农业用地备案材料多、往返次数多，种植户平均要跑4趟',
  way: '踏勘、审核、上图并为一次办理\n一张清单告知，材料由12项减到6项\n乡镇、所、经营主体同时到场踏勘',
  figures: '截至7月20日，办理备案36宗、面积520亩，平均用时由15个工作日缩短到5个工作日',
  case: '某种植专业合作社建设育苗温室，3天拿到备案回执，比去年同类事项少跑2次。',
  beyond: '做法已在全部乡镇推开\n建议上级明确附属设施占比的认定口径',
}

describe('five answers', () => {
  it('make an outline of an experience, in the words of the person', () => {
    const draft = draftFrom(GOOD, 'experience')
    expect(plainOf(draft)).toBe(
      [
        '设施农业用地备案材料多、往返次数多，种植户平均要跑4趟。截至7月20日，办理备案36宗、面积520亩，平均用时由15个工作日缩短到5个工作日。',
        '一、主要做法',
        '一是踏勘、审核、上图并为一次办理。二是一张清单告知，材料由12项减到6项。三是乡镇、所、经营主体同时到场踏勘。',
        '二、典型案例',
        '某种植专业合作社建设育苗温室，3天拿到备案回执，比去年同类事项少跑2次。',
        '三、推广价值与需要支持的事项',
        '一是做法已在全部乡镇推开。二是建议上级明确附属设施占比的认定口径。',
      ].join('\n'),
    )
    expect(genreOf('设施农业用地备案“一次办”', plainOf(draft)).genre).toBe('experience')
  })

  it('make an outline of a problem, without heads for what was not answered', () => {
    const draft = plainOf(draftFrom({ ...GOOD, way: '', case: '' }, 'problem'))
    expect(draft.split('\n').filter(line => /^[一二三四五]、/u.test(line))).toEqual(['一、存在的问题', '二、意见建议'])
  })

  it('give nothing where nothing was answered', () => {
    expect(draftFrom(NONE, 'problem')).toEqual([])
    expect(answered(NONE)).toBe(0)
    expect(answered(GOOD)).toBe(5)
  })

  it('give a text that can be kept, with every answer in it, whatever was typed', () => {
    const answer = fc.string({ unit: fc.constantFrom(...'一是建议12、。；，\n 亩”（'), maxLength: 40 })
    const answers = fc.record({ problem: answer, way: answer, figures: answer, case: answer, beyond: answer })
    fc.assert(
      fc.property(answers, fc.constantFrom('problem' as const, 'experience' as const), (given, outline) => {
        const draft = draftFrom(given, outline)
        expect(RichText.parse(draft)).toEqual(draft)
        const letters = (text: string): string => text.replace(/[^亩建议]/gu, '')
        for (const question of QUESTIONS)
          if (outline === 'experience' || question !== 'figures')
            expect(letters(plainOf(draft))).toContain(letters(given[question].split('\n')[0] ?? ''))
      }),
    )
  })
})

describe('what a weak text already answers', () => {
  it('is taken over, and who attended and what was demanded is not', () => {
    const body = [
      '7月3日，县局召开设施农业用地备案工作推进会，各所负责人参加会议。',
      '会议指出，要提高认识，狠抓落实。',
      '针对备案材料多的问题，县局把踏勘、审核、上图并为一次办理。',
      '平均用时由15个工作日缩短到5个工作日。',
      '建议上级明确附属设施占比的认定口径。',
    ].join('\n')
    expect(answersIn(body)).toEqual({
      problem: '',
      way: '针对备案材料多的问题，县局把踏勘、审核、上图并为一次办理。',
      figures: '平均用时由15个工作日缩短到5个工作日。',
      case: '',
      beyond: '建议上级明确附属设施占比的认定口径。',
    })
  })
})
