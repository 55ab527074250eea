import { assertUnclassified } from '../domain/checkup/classified.ts'
import type { Question } from '../domain/checkup/questions.ts'
import { QUESTION_WORDS } from '../domain/checkup/questions.ts'
import { Problem } from '../domain/problems.ts'
import { plainOf, type RichText } from '../domain/rich-text.ts'
import type { Context } from './context.ts'
import { askModel, type ModelAccess } from './language-model.ts'
import { readSettings } from './settings.ts'

/** The language model of the office, its secret opened; refuses `model-off` where there is none. */
export async function modelOf({ db, office, sealer }: Context): Promise<ModelAccess> {
  const { on, address, name, secret } = (await readSettings(db, office)).model
  if (!on || address === '') throw new Problem('model-off')
  return { address, name, secret: secret === '' ? '' : sealer().unseal(secret, sealedFor(office)) }
}

/** Whose the sealed secret is: one office's cannot be opened as another's. */
export const sealedFor = (office: string): string => `model/${office}`

const TASK =
  '你协助机关单位的信息员改写政务信息。只依据给出的原文，用一到三句平实的中文回答下面的问题；原文没有的事实、数据、人名、地名一律不写，原文没有写到的，回答“原文没有写到”。问题：'

/** A suggestion for one of the five questions. A text with a mark of secrecy goes nowhere. */
export function suggestFor(
  model: ModelAccess,
  { title, body, question }: { readonly title: string; readonly body: RichText; readonly question: Question },
): Promise<string> {
  const text = `${title}\n${plainOf(body)}`
  assertUnclassified(text.split('\n'))
  return askModel(model, { system: `${TASK}${QUESTION_WORDS[question].asks}`, text })
}
