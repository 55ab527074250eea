import { Problem } from '../problems.ts'
import { type Check, type Remark, remarkAt } from './remark.ts'

/**
 * Marks of secrecy as papers carry them (国家秘密定密 and GB/T 9704: 密级★期限; notes on 内部资料). The mere word 保密 or 国家秘密 is none:
 * articles on training for secrecy are written every year.
 */
const MARKS: readonly RegExp[] = [
  /(?:绝\s*密|机\s*密|秘\s*密)\s*[★☆✩✭⭐＊*]\s*(?:长期|\d{1,2}\s*(?:年|个?月|天)|[一二三四五六七八九十]{1,3}\s*(?:年|个?月))?/u,
  /(?:^|\s)(?:绝\s*密|机\s*密|秘\s*密)(?:\s*级)?(?:\s*(?:长期|\d{1,2}\s*年)|$)/u,
  /(?:密\s*级|保密期限|定密依据|定密责任人)\s*[:：]\s*(?!无|非密|公开|不涉密|—|-|\/)\S{1,12}/u,
  /(?:绝密|机密|秘密)级(?:文件|资料|材料|电报|事项|信息)/u,
  /(?:内部(?:资料|文件|材料|参考|刊物)|涉密(?:资料|文件|材料))[，,、。\s（(]*(?:严禁|禁止|请勿|不得|切勿|注意)(?:对外)?(?:外传|外泄|扩散|传播|复印|复制|上网|公开|保密|转发|翻印)/u,
  /(?:阅后(?:即焚|收回|销毁)|不得(?:上网|互联网)(?:传输|发布|传播)|传达至?县团级|此件(?:不公开|发至))/u,
  /内部\s*[★☆]/u,
]

/** The first mark of secrecy of each line; lines as `CheckedText.lines`. */
export function classifiedMarks(lines: readonly string[]): Remark[] {
  return lines.flatMap((line, paragraph) => {
    const match = MARKS.map(mark => mark.exec(line)).find(found => found !== null)
    if (match === undefined || match === null) return []
    return [
      remarkAt(paragraph, match, {
        code: 'classified',
        weight: 'stop',
        says: `有涉密或内部资料的标志“${match[0].trim()}”。`,
        helps: '本系统不能处理涉密内容：请停止录入，按保密规定另行报送；确属误标的，请删去标志后再交。',
      }),
    ]
  })
}

export const classified: Check = ({ lines }) => classifiedMarks(lines)

/**
 * Refuses a text with a mark of secrecy (`classified-mark`): it may not come into this system by any way. `file` is named where it is one.
 */
export function assertUnclassified(lines: readonly string[], file?: string): void {
  const [first] = classifiedMarks(lines)
  if (first?.place === undefined || first.place === null) return
  const { paragraph, from, to } = first.place
  const mark = (lines[paragraph] ?? '').slice(from, to).trim()
  throw new Problem('classified-mark', { mark, ...(file === undefined ? {} : { file }) })
}
