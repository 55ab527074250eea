import { periodOf } from '../../../domain/calendar.ts'
import { assert } from '../../../domain/problems.ts'
import { resolveUnit } from '../../../domain/unit.ts'
import type { Handlers } from '../../context.ts'
import { registerAt } from '../../register.ts'

export const readFileActions = {
  /**
   * What a file proposes for the form; the person looks at every field. A unit's name means the unit that is called so, and never the
   * nearest one (SUB-03); whoever writes for a unit writes for that one, whatever the file says.
   */
  'article.read-file': async context => {
    const { draft } = context.prepared
    assert(draft !== undefined, 'the file was read before')
    const warnings = [...draft.warnings]
    const { units } = await registerAt(context.db, context.office, periodOf(context.today))
    const written = draft.unitName === '' ? null : resolveUnit(draft.unitName, units, periodOf(context.today))
    const named = written?.kind === 'known' ? written.unit : null
    if (context.scope === 'own' && named !== null && named.id !== context.actor.unit)
      warnings.push(`文件里写的报送单位是“${draft.unitName}”，不是您的单位；将以您的单位报送。`)
    if (context.scope === 'all' && draft.unitName !== '' && named === null)
      warnings.push(`单位名录里没有“${draft.unitName}”，请选择报送单位。`)
    return {
      title: draft.title,
      body: draft.body,
      unitName: draft.unitName,
      unit: context.scope === 'own' ? context.actor.unit : (named?.id ?? null),
      contact: { name: draft.contact.name.slice(0, 80), phone: draft.contact.phone.slice(0, 40) },
      warnings,
    }
  },
} satisfies Pick<Handlers, 'article.read-file'>
