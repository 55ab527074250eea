import { API } from '../../src/api.ts'
import { ACCESS, CONFIRMED, type Operation } from '../../src/domain/access.ts'
import type { Role } from '../../src/domain/model.ts'
import { CALLERS, nounOf } from '../../src/server/openapi.ts'
import { type Relation, relationsOf } from './matrix.ts'

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  alone: '—',
  own: '本单位的',
  other: '别的单位的',
  gone: '已撤回、已停用的',
  foreign: '别的办公室的',
  nowhere: '从来没有的',
  open: '未结的月份',
  closed: '已结的月份',
  unkept: '没有的月份',
}

/** Codes that decide whether somebody may; all others say that they may, and what the state or the form still lacks. */
const WORDS: Readonly<Record<string, string>> = {
  ok: '✓',
  forbidden: '·',
  'not-signed-in': '·',
  'not-found': '无此项',
  'period-closed': '已结',
  'period-unknown': '无此月',
  'four-eyes': '须他人',
  internal: '出错',
}

/** A cell: ✓ may, · may not, 无此项 answered like what never was. */
export const wordOf = (code: string): string => WORDS[code] ?? '✓'

/** The whole matrix as a document to be read in review. */
export function permissionsText(
  asked: readonly Operation[],
  people: readonly (Role | 'signed-out')[],
  word: (operation: Operation, relation: Relation, who: Role | 'signed-out') => string,
): string {
  const lines = [
    '# 权限',
    '',
    '由 `test/matrix.test.ts` 逐项实测生成（`npm run golden -- test/matrix.test.ts`），不要手工修改；改动权限时，这里的差异就是要审的内容。',
    '',
    '- ✓ 可以办理（能不能办成还要看当时的状态和填写的内容）；· 不可以；无此项：答复与从来没有的完全一样。',
    '- 通讯员、单位审核只及本单位；系统、安全、审计三个管理员互斥，都看不到稿件正文。',
    `- 办理前须再次确认本人的：${CONFIRMED.map(name => API[name].summary.replace(/[：（].*/, '')).join('、')}，以及导出操作日志。`,
    '- 本机命令行以自己的名义办理：'.concat(
      asked
        .filter(name => Object.hasOwn(ACCESS[name], 'console'))
        .map(name => `\`${name}\``)
        .join('、'),
      '。',
    ),
    '',
  ]
  const heads = people.map(who => CALLERS[who])
  for (const noun of new Set(asked.map(nounOf))) {
    lines.push(
      `## ${noun}`,
      '',
      `| 操作 | 对象 | ${heads.join(' | ')} |`,
      `|---|---|${heads.map(() => '---').join('|')}|`,
    )
    for (const operation of asked.filter(one => nounOf(one) === noun))
      for (const [at, relation] of relationsOf(operation).entries()) {
        const name = at === 0 ? `\`${operation}\` ${API[operation].summary}` : ''
        const row = people.map(who => word(operation, relation, who))
        lines.push(`| ${name} | ${RELATION_WORDS[relation]} | ${row.join(' | ')} |`)
      }
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}
