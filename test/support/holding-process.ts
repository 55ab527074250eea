import { lockFolder } from '../../src/server/lock.ts'

/** Holds the lock of a folder, says so, and stays until it is ended. */
const [folder = ''] = process.argv.slice(2)
lockFolder(folder, '采风服务')
console.log('held')
setInterval(() => undefined, 1_000_000)
