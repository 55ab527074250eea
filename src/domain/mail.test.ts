import { describe, expect, it } from 'vitest'
import { unitId } from '../../fixtures/facts.ts'
import { period } from './calendar.ts'
import { type DoubtCode, doubt, doubtSentence } from './mail/doubts.ts'
import { genreOf, proposalOf, type ReadText, titleOfSubject } from './mail/proposal.ts'
import { splitBody } from './mail/split.ts'
import { judge, type KnownSenders, type Letter, senderKey } from './mail.ts'
import { Unit } from './model.ts'
import { plainOf, richOfText } from './rich-text.ts'

const unit = (id: string, name: string): Unit =>
  Unit.parse({ id: unitId(id), name, aliases: [], group: 'grp_1', position: 1, active: true })
const units = [unit('yg', '阳谷局'), unit('lq', '临清局')]
const known: KnownSenders = {
  senders: new Map([
    ['ju@yanggu.example.cn', unitId('yg')],
    ['Zhang.San@qq.example.com', unitId('lq')],
  ]),
  authServer: 'mx.liaocheng.example.cn',
  units,
}
const from = (address: string, name = '') => ({ addresses: [{ name, address }], fault: null })
const letter = (more: Partial<Letter> = {}): Letter => ({
  from: [from('ju@yanggu.example.cn', '阳谷局')],
  sender: [],
  replyTo: [],
  subject: '治理见效',
  messageId: '<1@x>',
  resent: false,
  list: false,
  auto: false,
  authentication: [],
  doubts: [],
  ...more,
})
const verdict = (more: Partial<Letter>) => {
  const { state, unit: of, doubts } = judge(letter(more), known)
  return [state, of, doubts.map(one => one.code).join()]
}

describe('who a letter is from', () => {
  it('is a claim of the unit whose registered address stands alone in the one From', () => {
    expect(verdict({})).toEqual(['linked', unitId('yg'), ''])
    expect(verdict({ from: [from('ju@YangGu.Example.CN')] })).toEqual(['linked', unitId('yg'), ''])
    expect(verdict({ from: [from('wai@elsewhere.example.cn')] })).toEqual(['unclaimed', null, ''])
  })

  it.each<[Partial<Letter>, DoubtCode]>([
    [{ from: [] }, 'from-none'],
    [{ from: [from('ju@yanggu.example.cn'), from('ju@yanggu.example.cn')] }, 'from-many'],
    [
      { from: [{ addresses: [...from('ju@yanggu.example.cn').addresses, ...from('x@y.cn').addresses], fault: null }] },
      'from-list',
    ],
    [{ from: [{ addresses: from('ju@yanggu.example.cn').addresses, fault: 'group' }] }, 'from-group'],
    [{ from: [{ addresses: from('ju@yanggu.example.cn').addresses, fault: 'unreadable' }] }, 'from-unreadable'],
    [{ from: [from('ju@yanggu.example.cn.')] }, 'from-unreadable'],
    [{ from: [from('x@y.cn', 'ju@yanggu.example.cn')] }, 'from-name'],
    [{ from: [from('x@y.cn', 'ju＠yanggu.example.cn')] }, 'from-name'],
    [{ sender: [from('x@y.cn')] }, 'sender-differs'],
    [{ resent: true }, 'resent'],
    [{ list: true }, 'list'],
    [{ auto: true }, 'auto'],
  ])('keeps a letter apart that could pretend: %# %s', (more, code) => {
    const [state, , doubts] = verdict(more)
    expect([state, doubts]).toEqual(['quarantined', code])
  })

  it('tells an address that only looks like a registered one from that one', () => {
    expect(verdict({ from: [from('zhang.san@qq.example.com')] })).toEqual(['unclaimed', null, 'from-near'])
    expect(verdict({ from: [from('Zhang.San+1@qq.example.com')] })).toEqual(['unclaimed', null, 'from-near'])
    expect(verdict({ from: [from('ju@mail.yanggu.example.cn')] })).toEqual(['unclaimed', null, 'from-near'])
    expect(verdict({ from: [from('ju@yanggu.examp1e.cn')] })).toEqual(['quarantined', null, 'from-lookalike'])
    expect(verdict({ from: [from('ju@xn--yanggu-x.example.cn')] })).toEqual(['quarantined', null, 'from-lookalike'])
  })

  it('notes a name of another unit and an answer that is to go elsewhere, and leaves both to people', () => {
    expect(verdict({ from: [from('ju@yanggu.example.cn', '临清局')] })).toEqual(['linked', unitId('yg'), 'name-other'])
    expect(verdict({ replyTo: [from('x@y.cn')] })).toEqual(['linked', unitId('yg'), 'reply-elsewhere'])
  })

  const said = (server: string, method: string, result: string, domain = 'yanggu.example.cn') => ({
    server,
    results: [{ method, result, domain }],
  })
  it.each([
    [[], 'unverified'],
    [[said('mx.liaocheng.example.cn', 'dkim', 'pass')], 'verified'],
    [[said('MX.liaocheng.example.cn', 'spf', 'pass')], 'verified'],
    [[said('mx.liaocheng.example.cn', 'spf', 'pass', 'evil.example.cn')], 'unverified'],
    [[said('mx.liaocheng.example.cn', 'dmarc', 'fail')], 'failed'],
    [[said('mx.liaocheng.example.cn', 'spf', 'fail')], 'failed'],
    // Put on by the sender itself, or below what another server put on.
    [[said('mx.evil.example.cn', 'dmarc', 'pass')], 'unverified'],
    [[said('mx.evil.example.cn', 'dmarc', 'fail'), said('mx.liaocheng.example.cn', 'dmarc', 'pass')], 'unverified'],
  ])('believes only the topmost word of the own server about the source: %#', (authentication, source) => {
    const judged = judge(letter({ authentication }), known)
    expect(judged.source).toBe(source)
    expect(judged.state).toBe(source === 'failed' ? 'quarantined' : 'linked')
  })

  it('has a key for plain addresses only', () => {
    expect(senderKey(' Ju@YangGu.example.CN ')).toBe('Ju@yanggu.example.cn')
    for (const written of [
      'ju',
      'ju@cn',
      '"a@b"@c.cn',
      'a b@c.cn',
      'a@b..cn',
      'a@b.cn.',
      'a@-b.cn',
      '局@b.cn',
      'a@b.c\r\nX: y',
      '<a@b.cn>',
      `${'a'.repeat(70)}@b.cn`,
    ])
      expect([written, senderKey(written)]).toEqual([written, null])
  })
})

const pieces = (text: string) => splitBody(richOfText(text)).pieces.map(plainOf)

describe('the body of a letter', () => {
  it('loses greeting, covering words, thanks and signature', () => {
    expect(
      pieces(
        '编辑部：\n您好！\n现将我局信息报上，请审阅。\n治理见效\n阳谷局完成 12 处。\n谢谢！\n--\n张某\n0635-1234567',
      ),
    ).toEqual(['治理见效\n阳谷局完成 12 处。'])
  })

  it.each([
    ['标题：甲\n甲文。\n标题：乙\n乙文。', ['甲\n甲文。', '乙\n乙文。']],
    ['稿件一：甲\n甲文。\n----------\n稿件二：乙\n乙文。', ['甲\n甲文。', '乙\n乙文。']],
    ['甲\n甲文。\n==========\n乙\n乙文。', ['甲\n甲文。', '乙\n乙文。']],
    ['甲\n一、做法\n甲文。\n二、成效\n乙文。', ['甲\n一、做法\n甲文。\n二、成效\n乙文。']],
    ['标题：甲\n甲文。', ['甲\n甲文。']],
  ])('is split where articles are parted, and not at chapters: %#', (text, expected) => {
    expect(pieces(text)).toEqual(expected)
  })

  it('is what was forwarded, where nothing else was written; what was answered is left out', () => {
    const below = '------------------ 原始邮件 ------------------\n发件人: x@y.cn\n主题: 甲\n甲\n甲文甲文。'
    expect(pieces(`请查收\n${below}`)).toEqual(['甲\n甲文甲文。'])
    expect(pieces(`乙\n乙文是我局自己写的一篇信息，写得很长，超过二十个字。\n${below}`)).toEqual([
      '乙\n乙文是我局自己写的一篇信息，写得很长，超过二十个字。',
    ])
    expect(splitBody(richOfText(below)).quoted).toBe(true)
  })
})

const text = (more: Partial<ReadText>): ReadText => ({
  file: null,
  part: null,
  title: '',
  titled: true,
  body: richOfText('正文'),
  unitName: '',
  contact: { name: '', phone: '' },
  genre: '',
  ...more,
})
const around = { subject: '【阳谷局】投稿：治理见效', unit: unitId('yg'), units, at: period('2023-07') }

describe('what a letter proposes', () => {
  it('is its attached documents, each one, with what form and covering note say about all of them', () => {
    const { articles, doubts } = proposalOf(
      [
        text({ file: '甲.docx', part: 1, title: '甲' }),
        text({ file: '乙.docx', part: 2, title: '乙', genre: '经验做法' }),
        text({
          file: '报送单.docx',
          part: 3,
          title: '信息报送单',
          contact: { name: '张某', phone: '0635-1' },
          genre: '动态',
        }),
        text({ title: '请查收', unitName: '阳谷局' }),
      ],
      around,
    )
    expect(articles.map(({ title, contact, genre, part }) => [title, contact.name, genre, part])).toEqual([
      ['甲', '张某', 'news', 1],
      ['乙', '张某', 'experience', 2],
    ])
    expect(doubts.map(one => one.code)).toEqual(['split'])
  })

  it('is its body without them, called as the letter where the text has no title', () => {
    expect(proposalOf([text({ titled: false })], around).articles.map(one => one.title)).toEqual(['治理见效'])
    expect(proposalOf([text({ title: '甲' })], around).articles.map(one => one.title)).toEqual(['甲'])
    expect(proposalOf([], around).doubts).toEqual([doubt('no-text')])
  })

  it('never takes a unit from what is written, only says what is at odds', () => {
    const other = proposalOf([text({ title: '甲', unitName: '临清局' })], around)
    expect(other.doubts).toEqual([doubt('unit-other', '临清局')])
    expect(other.near).toEqual([unitId('lq')])
    const unknown = proposalOf([text({ title: '甲', unitName: '阳古局' })], { ...around, unit: null })
    expect(unknown.doubts).toEqual([doubt('unit-unknown', '阳古局')])
  })

  it('reads our kinds out of what they are called', () => {
    expect(['工作动态', '经验做法', '问题建议', '对策建议', '约稿信息', '其他'].map(genreOf)).toEqual([
      'news',
      'experience',
      'problem',
      'suggestion',
      'commission',
      null,
    ])
  })

  it('takes from a subject what is no title', () => {
    expect(titleOfSubject('Fwd: 转发：【阳谷局】投稿：治理见效')).toBe('治理见效')
    expect(titleOfSubject('关于治理的信息')).toBe('关于治理的信息')
  })

  it('says each doubt in a sentence that hides nothing in its detail', () => {
    expect(doubtSentence(doubt('from-name', 'a\u202eb@c.cn\u0000'))).toBe('显示的名字里写着另一个地址（ab@c.cn）。')
  })
})
