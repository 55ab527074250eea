import { GENRE_WORDS, NEWS_WORDS, type NewsOf, type TextGenre } from '../../domain/article.ts'
import { OUTLINE_WORDS, QUESTION_WORDS } from '../../domain/checkup/questions.ts'
import { REMARK_WORDS } from '../../domain/checkup/remark.ts'

export const checkup = {
  title: '体检',
  begin: '写下标题和正文后，这里列出体检意见。',
  genre: (genre: TextGenre, newsOf: NewsOf | null) =>
    newsOf === null ? `${GENRE_WORDS[genre]}类` : `${GENRE_WORDS[genre]}类（${NEWS_WORDS[newsOf]}）`,
  reads: '读起来是',
  counted: (warnings: number, hints: number) =>
    warnings + hints === 0
      ? '没有发现要改的地方。'
      : [warnings > 0 ? `建议改 ${warnings} 处` : '', hints > 0 ? `请留意 ${hints} 处` : '']
          .filter(part => part !== '')
          .join('，')
          .concat('。'),
  soft: '意见只供参考，不改也可以报送。',
  codes: REMARK_WORDS,
  weights: { stop: '不能报送', warning: '建议改', hint: '请留意' },
  instead: (words: string) => (words === '' ? '删去' : `改为“${words}”`),
  title0: '标题',
  paragraph: (n: number) => `第 ${n} 段`,
  place: '看位置',
  more: (n: number) => `还有 ${n} 条`,
  note: '报送说明（选填）',
  noteHint: '不改的，可以写一句为什么，编辑会看到。',
  fromUnit: '单位说明',
  rewrite: {
    button: '五问改写',
    title: '五问改写',
    says: '先回答五个问题，答不上的可以空着；再生成提纲。下面已填的，是从现有正文里摘出来的。',
    as: '写成',
    outlines: OUTLINE_WORDS,
    questions: QUESTION_WORDS,
    heading: '标题',
    headingHint: '少写“召开”“举办”，写清做了什么、结果怎样。',
    make: '生成提纲',
    preview: '提纲预览',
    empty: '先回答一个问题。',
    answered: (n: number) => `已答 ${n} 问`,
    suggest: '请模型建议',
    suggestion: '模型的建议（请核对事实）：',
    take: '填入',
    done: '已按五问改写；原来的文字没有丢，点“恢复原文”可以换回。',
    undo: '恢复原文',
    cancel: '取消',
  },
  why: {
    title: '为什么没用',
    reason: (words: string) => `办公室的理由：${words}`,
    noReason: '办公室没有写理由。',
    reads: (genre: string) => `这篇读起来是${genre}。`,
    example: '同类稿件里用了的一篇',
    none: '还没有编发过同类的稿件可供对照。',
    from: (outlet: string, number: number | null) => `${outlet}${number === null ? '' : `第 ${number} 期`}`,
    noBody: '只存有题目，没有正文。',
    open: '看这一篇',
  },
  settings: {
    place: '体检设置',
    title: '体检设置',
    says: '交稿前体检照这里的设置提意见；改动只影响以后的体检。',
    lengthMin: '正文最少字数',
    lengthMax: '正文最多字数',
    titleMax: '标题最多字数',
    daysOld: '动态信息最多过去几天',
    checks: '检查哪些方面',
    always: '涉密标志总是检查，不能关闭。',
    save: '保存',
    saved: '已保存。',
    model: '语言模型（可选）',
    modelSays: '可接入本单位内网的语言模型，在“五问改写”里给出建议。默认不接入；不接入时体检和改写照常可用。',
    modelEgress:
      '启用后，通讯员点“请模型建议”时，稿件的标题和正文会发往下面这个网址，只发往这里；带涉密标志的稿件不会发出。',
    on: '启用',
    address: '网址',
    addressHint: '兼容 OpenAI 的接口地址，如 http://10.0.0.8:8000/v1。',
    name: '模型名称',
    secret: '密钥',
    secretKept: '已保存，不再显示；要换才填。换了网址，密钥须重填。',
    secretNone: '对方不要求密钥的，留空。',
    connect: '保存接入设置',
    connected: '接入设置已保存。',
    state: (on: boolean, address: string) => (on ? `已启用：${address}` : '没有启用。'),
    byAdmin: '接入设置由系统管理员填写。',
  },
} as const
