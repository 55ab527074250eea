import type { PeriodState, Role } from '../../domain/model.ts'

const roles: Record<Role, string> = {
  correspondent: '通讯员',
  reviewer: '单位审核',
  editor: '编辑',
  chief: '审核签发',
  reader: '领导',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
}

const states: Record<PeriodState, string> = { open: '未月结', closed: '已月结', issued: '已印发' }

export const common = {
  product: '采风',
  points: (text: string) => `${text} 分`,
  loading: '正在读取…',
  retry: '再试一次',
  close: '关闭',
  cancel: '取消',
  confirm: '确定',
  month: '月份',
  earlier: '上一月',
  later: '下一月',
  roles,
  states,
  units: {
    none: '还没有选单位',
    count: (n: number) => `${n} 家：`,
    find: '按名称或别名查找',
    group: (name: string, n: number) => `${name}（${n}）`,
    fold: '收起',
    unfold: '选单位',
  },
  failed: '没有完成',
  requestId: (id: string) => `编号 ${id}，求助时请报此编号。`,
  count: (n: number, word: string) => `共 ${n} ${word}`,
  notFound: '没有这个页面',
  notFoundHint: '地址可能写错，或者您的角色看不到它。可从左侧菜单进入。',
  nothingAllowed: '您的账户还没有角色',
  nothingAllowedHint: '请联系本单位的安全管理员授权，授权后重新登录即可。',
  broken: '这一页显示时出了错',
  brokenHint: '数据没有受影响。请刷新页面；仍不行时，请告诉管理员您做到了哪一步。',
}

export const client = {
  unreachable: '连不上服务器。已填写的内容还在本页，网络恢复后再点一次即可，不会重复登记。',
  unexpected: (status: number) =>
    `服务器没有正常答复（${status}）。已填写的内容还在本页，请稍后再试；仍不行时告诉管理员。`,
}

export const shell = {
  skip: '跳到正文',
  menu: '菜单',
  menuLabel: '主菜单',
  demoLabel: '演示数据说明',
  demo: '演示数据：2023 年 6 月公开通报，可以放心试用。',
  account: '账户与外观',
  signedInAs: (name: string, roles: string) => `${name}（${roles}）`,
  places: {
    overview: '工作台',
    standing: '积分排名',
    notice: '通报',
    audit: '核对',
    settings: '设置',
    unit: '单位与分组',
    ruleSet: '计分办法',
    user: '用户与角色',
    activity: '操作日志',
  },
  look: '外观',
  looks: { system: '随系统', light: '浅色', dark: '深色' },
  large: '关怀版（大字）',
  keys: '启用单键快捷键',
  keysTitle: '快捷键',
  keysHint: '在输入框内不起作用；不需要时可在“账户与外观”中关闭。',
  keyHelp: '显示这张表',
  keyPlace: (place: string) => `进入${place}`,
  keyAccount: '打开账户与外观',
  logout: '退出登录',
  lastLogin: (when: string) => `上次登录 ${when}`,
  firstLogin: '这是您第一次登录',
  failedSince: (n: number) => `上次登录之后有 ${n} 次密码错误。若不是您本人所为，请修改密码并告诉安全管理员。`,
  mustChange: '请先修改密码：当前密码是初始密码或已到期。',
}
