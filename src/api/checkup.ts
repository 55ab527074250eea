import { z } from 'zod'
import { ArticleGenre, NewsOf, TextGenre } from '../domain/article.ts'
import { LocalDate } from '../domain/calendar.ts'
import { Outline, QUESTIONS } from '../domain/checkup/questions.ts'
import { CheckupSettings, Remark } from '../domain/checkup/remark.ts'
import { ArticleId } from '../domain/model.ts'
import { RichText } from '../domain/rich-text.ts'
import { command, done, nothing, query } from './endpoint.ts'

const Written = { title: z.string().max(300), body: RichText }

export const CHECKUP_API = {
  'checkup.run': query(
    '体检：一篇稿件的类别和各处意见，不保存任何内容',
    z.strictObject({ ...Written, genre: ArticleGenre.nullable() }),
    z.object({
      genre: TextGenre,
      newsOf: NewsOf.nullable(),
      sentences: z.number().int(),
      remarks: z.array(Remark),
      /** How a new draft would best be laid out. */
      outline: Outline,
      /** Whether suggestions of a language model can be asked for here. */
      suggests: z.boolean(),
    }),
  ),
  'checkup.example': query(
    '为什么没用：一篇同类的已编发稿件，供对照',
    z.strictObject({ article: ArticleId }),
    z.object({
      genre: TextGenre,
      newsOf: NewsOf.nullable(),
      example: z
        .object({
          title: z.string(),
          body: RichText,
          units: z.array(z.string()),
          outlet: z.string(),
          number: z.number().int().nullable(),
          on: LocalDate.nullable(),
          genre: TextGenre,
          likeness: z.number().int(),
        })
        .nullable(),
    }),
  ),
  'checkup.settings': query(
    '体检设置和语言模型的接入情况',
    nothing,
    z.object({
      settings: CheckupSettings,
      model: z.object({ on: z.boolean(), address: z.string(), name: z.string(), hasSecret: z.boolean() }),
    }),
  ),
  'checkup.set': command('保存体检设置', z.strictObject({ settings: CheckupSettings }), done),
  'checkup.connect': command(
    '接入或停用本单位内网的语言模型；密钥加密保存，不再显示',
    z.strictObject({
      on: z.boolean(),
      address: z.string().trim().max(300),
      name: z.string().trim().max(100),
      /** Null keeps the stored one, an empty text removes it. */
      secret: z.string().max(500).nullable(),
    }),
    done,
  ),
  'checkup.suggest': command(
    '请语言模型就一个问题给出建议；只供参考，不改动稿件',
    z.strictObject({ ...Written, question: z.enum(QUESTIONS) }),
    z.object({ suggestion: z.string() }),
  ),
} as const
