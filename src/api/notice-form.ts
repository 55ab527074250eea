import { z } from 'zod'
import { Period } from '../domain/calendar.ts'
import { Variants } from '../domain/notice/composing/form.ts'
import { ExplainedColumn, NoticePrint, Templates } from '../domain/notice/composing/office-form.ts'
import { NoticeTableForm } from '../domain/notice/composing/table-form.ts'
import { Measure } from '../domain/notice/notice.ts'
import { command, query, version } from './endpoint.ts'

/** 通报样式: the columns an office draws for its tables, how its notices are printed, and the columns of documents it has explained. */

const Cell = z.object({ text: z.string(), rowSpan: z.number().int().optional(), colSpan: z.number().int().optional() })

export const NoticeFormView = z.object({
  version: z.number().int(),
  /** null: the usual columns. */
  table: NoticeTableForm.nullable(),
  /** The usual columns under the 办法 of now, to begin from. */
  usual: NoticeTableForm,
  print: NoticePrint,
  variants: Variants,
  /** Paragraphs that were kept for all months. */
  templates: Templates,
  columns: z.array(ExplainedColumn),
  /** What columns may be fed by. */
  components: z.array(z.string()),
  /** Forms of other offices that come with the program. */
  shipped: z.array(z.object({ id: z.string(), title: z.string(), about: z.string(), table: NoticeTableForm })),
  periods: z.array(Period),
})
export type NoticeFormView = z.infer<typeof NoticeFormView>

/** Tables as they would be printed. */
export const TablesPreview = z.object({
  period: Period,
  tables: z.array(
    z.object({
      title: z.string(),
      headRows: z.number().int(),
      rows: z.array(z.array(Cell)),
      /** Rows that are not shown here. */
      more: z.number().int(),
    }),
  ),
  /** They need paper across. */
  landscape: z.boolean(),
  notes: z.array(z.string()),
  remarks: z.array(z.string()),
})
export type TablesPreview = z.infer<typeof TablesPreview>

export const NOTICE_FORM_API = {
  'notice-form.get': query('通报样式', z.strictObject({}), NoticeFormView),
  'notice-form.preview': query(
    '按一个样式试排某月的表',
    z.strictObject({ period: Period, table: NoticeTableForm.nullable() }),
    TablesPreview,
  ),
  'notice-form.save': command(
    '保存通报样式',
    z.strictObject({
      version,
      table: NoticeTableForm.nullable(),
      print: NoticePrint,
      variants: Variants.optional(),
      templates: Templates.optional(),
    }),
    z.object({ version: z.number().int() }),
  ),
  'audit.explain': command(
    '说明不认识的栏，以后照此读',
    z.strictObject({
      columns: z
        .array(z.strictObject({ heads: ExplainedColumn.shape.heads, measure: Measure }))
        .min(1)
        .max(50),
    }),
    z.object({ columns: z.array(ExplainedColumn) }),
  ),
} as const
