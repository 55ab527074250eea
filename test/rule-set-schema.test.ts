import { expect, it } from 'vitest'
import { ruleSetSchema } from '../src/domain/rules/schema.ts'

it('publishes the JSON Schema of rule files for editors', async () => {
  await expect(`${JSON.stringify(ruleSetSchema(), null, 2)}\n`).toMatchFileSnapshot('../docs/rule-set.schema.json')
})
