import { makeDemoOffice } from '../demo-office.ts'
import { openInstallation } from '../installation.ts'
import { officeOf } from '../offices.ts'
import { type Called, type Command, EXIT, Refusal, type Terminal, Usage } from './command.ts'
import { configOf, houseOf, quietLog } from './house.ts'

export const command: Command = {
  name: 'demo',
  summary: '在空的数据目录里建立演示办公室（2023年6月真实通报）',
  usage: 'demo [--data 目录]',
  help: `
在空的数据目录里建立演示办公室：接收2023年6月通报为历史，7月已有一些稿件，每种角色各有一个账户。
演示账户的密码每次安装随机生成，显示在登录页上；正式使用请另建数据目录，用 caifeng serve --empty 启动。

退出码：0 建好了；1 拒绝（目录里已有数据），原因在标准错误；2 命令写错`,
  options: {},
  run: makeDemo,
}

async function makeDemo(call: Called, terminal: Terminal): Promise<number> {
  if (call.files.length > 0) throw new Usage(`多出了：${call.files.join(' ')}`)
  const config = configOf(call, terminal)
  const installation = await openInstallation(config, { what: 'caifeng demo', log: quietLog(terminal) })
  try {
    if ((await installation.database.read(officeOf)) !== null)
      throw new Refusal(`${config.folder} 里已有办公室的数据，没有改动。请换一个空目录（--data 目录）。`)
    const { accounts, password } = await makeDemoOffice(installation, office => houseOf(installation, office))
    terminal.out(
      [
        `演示办公室已建在 ${config.folder}。启动：caifeng serve --data ${config.folder}`,
        '',
        ...accounts.map(({ account, name }) => `  ${account.padEnd(12)}  ${name}`),
        '',
        `以上账户的密码都是：${password}`,
      ].join('\n'),
    )
    return EXIT.ok
  } finally {
    await installation.close()
  }
}
