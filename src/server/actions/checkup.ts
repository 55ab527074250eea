import { genreOf } from '../../domain/checkup/genre.ts'
import { isModelAddress } from '../../domain/checkup/remark.ts'
import { checkUp } from '../../domain/checkup.ts'
import { assert, Problem } from '../../domain/problems.ts'
import { plainOf } from '../../domain/rich-text.ts'
import { articleNow, lastVersion } from '../articles.ts'
import type { Context, Handlers } from '../context.ts'
import { exampleFor } from '../examples.ts'
import { lockedSettings, readSettings, writeSettings } from '../settings.ts'
import { sealedFor } from '../suggesting.ts'

/** 体检: what a text shows before it is handed in, and what would help. Nothing of the text is kept. */
export const checkupActions = {
  'checkup.run': async (context, { title, body, genre }) => {
    const { db, office, today } = context
    const { checkup, model } = await readSettings(db, office)
    const plain = plainOf(body)
    const { found, remarks } = checkUp(
      { title, body: plain, genre },
      { settings: checkup, today, home: await homeNames(context) },
    )
    return {
      genre: found.genre,
      newsOf: found.newsOf,
      sentences: found.sentences,
      remarks: [...remarks],
      outline: found.genre === 'problem' || found.genre === 'suggestion' ? 'problem' : 'experience',
      suggests: model.on,
    }
  },

  /** An article of the asker's, and one of its kind that was printed: what is printed goes to every unit anyway. */
  'checkup.example': async (context, { article }) => {
    const now = await articleNow(context, article)
    const written = (await lastVersion(context, article)) ?? { title: now.title, body: [] }
    const found = genreOf(written.title, plainOf(written.body))
    return {
      genre: found.genre,
      newsOf: found.newsOf,
      example: await exampleFor(context, { article, title: written.title, found }),
    }
  },

  'checkup.settings': async ({ db, office }) => {
    const { checkup, model } = await readSettings(db, office)
    const { on, address, name, secret } = model
    return { settings: checkup, model: { on, address, name, hasSecret: secret !== '' } }
  },

  'checkup.set': async (context, { settings }) => {
    if (settings.lengthMin >= settings.lengthMax)
      throw new Problem('invalid-input', { reason: '最少字数要小于最多字数' })
    const before = await lockedSettings(context.db, context.office)
    context.about('体检设置')
    await writeSettings(context.db, context.office, { ...before, checkup: settings })
    return { done: true as const }
  },

  /** Off unless somebody answers for it; the secret is sealed for this office and shown to nobody again. */
  'checkup.connect': async (context, { on, address, name, secret }) => {
    if (on && (address === '' || name === ''))
      throw new Problem('invalid-input', { reason: '启用语言模型要填写网址和模型名称' })
    if (address !== '' && !isModelAddress(address))
      throw new Problem('invalid-input', { reason: '网址要写完整，如 http://10.0.0.8:8000/v1，不带账户和参数' })
    const before = await lockedSettings(context.db, context.office)
    // A stored secret belongs to the address it was given for, and is not sent to another.
    const moved = before.model.address !== address
    const kept = secret === null && !moved ? before.model.secret : ''
    const sealed = secret === null || secret === '' ? kept : context.sealer().seal(secret, sealedFor(context.office))
    context.about(on ? `启用：${address}` : '停用')
    await writeSettings(context.db, context.office, { ...before, model: { on, address, name, secret: sealed } })
    return { done: true as const }
  },

  'checkup.suggest': async ({ prepared }) => {
    assert(prepared.suggestion !== undefined, 'the model was asked before')
    return { suggestion: prepared.suggestion }
  },
} satisfies Pick<
  Handlers,
  'checkup.run' | 'checkup.example' | 'checkup.settings' | 'checkup.set' | 'checkup.connect' | 'checkup.suggest'
>

/** What the office and its units are called: from it is seen which places are its own. */
async function homeNames({ db, office }: Context): Promise<string[]> {
  const offices = await db.selectFrom('office').select('name').where('id', '=', office).execute()
  const units = await db.selectFrom('unit').select('name').where('office_id', '=', office).execute()
  return [...offices, ...units].map(row => row.name)
}
