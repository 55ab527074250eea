import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

describe('caifeng', () => {
  it('says nothing of a reader who stopped early', async () => {
    // The reader is gone before the first word is written.
    const script = '"$1" bin/caifeng.js audit fixtures/notices/lc-2023-06/source.txt | true'
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', script, 'sh', process.execPath])
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' })
  })
})
