import { usualTable } from '../../domain/notice/composing/columns.ts'
import { withExplained } from '../../domain/notice/composing/office-form.ts'
import { layout } from '../../domain/notice/layout.ts'
import type { Block } from '../../domain/notice/notice.ts'
import { keyOfHeads } from '../../domain/notice/reading/known-heads.ts'
import { assert, Problem } from '../../domain/problems.ts'
import type { Handlers } from '../context.ts'
import { needsLandscape } from '../docx/table.ts'
import { openLedger } from '../months.ts'
import { composedWith, formOf } from '../notices.ts'
import { ruleSetsOf } from '../rule-sets.ts'
import { lockedSettings, readSettings, writeSettings } from '../settings.ts'

/** Rows of a table that a preview shows. */
const ROWS_MAX = 40
/** Columns an office may have explained. */
const EXPLAINED_MAX = 200

type Table = Extract<Block, { kind: 'table' }>

/** 通报样式, and the columns of documents the office was asked about. */
export const noticeFormActions = {
  'notice-form.get': async ({ db, office, today, prepared }) => {
    const { version, table, print, columns, variants, templates } = (await readSettings(db, office)).notice
    const rules = (await ruleSetsOf(db, office)).at(-1)
    const { periods } = await openLedger(db, office)
    assert(prepared.tableForms !== undefined, 'the shipped forms were read before')
    if (rules === undefined) throw new Problem('rule-set-missing', { ruleSet: '' })
    return {
      version,
      table,
      usual: usualTable(await formOf(db, office, null), rules.ruleSet),
      print,
      variants,
      templates,
      columns,
      components: rules.ruleSet.components,
      shipped: [...prepared.tableForms],
      periods: periods.flatMap(({ period }) => (period <= today.slice(0, 7) ? [period] : [])).reverse(),
    }
  },

  /** Nothing is kept: the tables as they would be printed, with what the editor should know. */
  'notice-form.preview': async ({ db, office }, { period, table }) => {
    const { notice, remarks } = await composedWith(db, office, period, table)
    const tables = layout(notice).filter((block): block is Table => block.kind === 'table')
    return {
      period,
      tables: tables.map((block, index) => ({
        title: notice.tables[index]?.title ?? '',
        headRows: block.headRows,
        rows: block.rows.slice(0, block.headRows + ROWS_MAX).map(row => row.map(cell => ({ ...cell }))),
        more: Math.max(0, block.rows.length - block.headRows - ROWS_MAX),
      })),
      landscape: tables.some(needsLandscape),
      notes: notice.notes.map(({ text }) => text),
      remarks: remarks.filter(remark => /栏|表/.test(remark)),
    }
  },

  'notice-form.save': async (context, { version, ...form }) => {
    const { db, office } = context
    const settings = await lockedSettings(db, office)
    if (settings.notice.version !== version) throw new Problem('stale-version')
    const { variants = settings.notice.variants, templates = settings.notice.templates, ...rest } = form
    const notice = { ...settings.notice, ...rest, variants, templates, version: version + 1 }
    context.about(`第${notice.version}版`)
    await writeSettings(db, office, { ...settings, notice })
    return { version: notice.version }
  },

  /** Asked once: from now on these heads are read so, here and on the command line. `other` takes a word back. */
  'audit.explain': async (context, input) => {
    const { db, office } = context
    const settings = await lockedSettings(db, office)
    const columns = withExplained(settings.notice.columns, input.columns, keyOfHeads)
    if (columns.length > EXPLAINED_MAX)
      throw new Problem('invalid-input', { reason: `最多记住 ${EXPLAINED_MAX} 栏的含义` })
    context.about(input.columns.map(({ heads }) => heads.join('·')).join('、'))
    await writeSettings(db, office, { ...settings, notice: { ...settings.notice, columns } })
    return { columns }
  },
} satisfies Pick<Handlers, 'notice-form.get' | 'notice-form.preview' | 'notice-form.save' | 'audit.explain'>
