import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askModel } from './language-model.ts'

/** Takes a question and never answers it. */
const silent = createServer()
let address = ''
beforeAll(async () => {
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const at = silent.address()
  address = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/v1`
})
afterAll(() => {
  silent.closeAllConnections()
  silent.close()
})

it('waits for a model no longer than it is told to', async () => {
  const asked = askModel({ address, name: 'local', secret: '' }, { system: '问', text: '正文' }, 50)
  await expect(asked).rejects.toMatchObject({ code: 'model-failed', params: { reason: '等待超时' } })
})

it('says that nobody is there', async () => {
  const asked = askModel(
    { address: 'http://127.0.0.1:9/v1', name: 'local', secret: '' },
    { system: '问', text: '正文' },
  )
  await expect(asked).rejects.toMatchObject({ code: 'model-failed' })
})
