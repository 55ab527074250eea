import { chinesePeriod, Period } from './calendar.ts'
import type { ProblemCode, ProblemParams } from './problems.ts'

/**
 * What a refusal says: what is wrong, what is safe, what to do next. `said` gives a parameter as text, or the words that do for it where
 * the refusal came without. A code without its sentence does not compile.
 */
type Said = (name: string, otherwise: string) => string

const SENTENCES: Readonly<Record<ProblemCode, (said: Said) => string>> = {
  'invalid-input': said =>
    `填写的内容不符合要求${said('reason', '') === '' ? '' : `：${said('reason', '')}`}。什么都没有保存；请按标出的各项改正后再提交。`,
  'missing-key': () =>
    '这次请求没有带操作编号（Idempotency-Key），为防止重复登记没有执行。请刷新页面再做一次；由程序调用的，请在请求头里带上编号。',
  'not-signed-in': () => '还没有登录，或登录已到期。已填写的内容还在本页；请登录后接着做。',
  'wrong-login': () =>
    '账户或密码不对，或账户暂时不能登录。请核对后再试；连续输错会暂停登录一段时间，忘记密码请找系统管理员。',
  'second-factor-needed': () => '密码对了，还差动态口令。请打开手机上的动态口令程序，填入显示的六位数字。',
  'second-factor-wrong': () =>
    '动态口令不对，或已经用过，没有登录。请等下一个口令再填；手机不在身边的，可以填一个恢复码，恢复码也没有的，请找安全管理员解除。',
  'confirm-needed': () =>
    '这一步很重要，先确认是您本人。填写的内容还在，什么都没有改动；请再输一次密码，随后自动继续。',
  'not-granted': () =>
    '账户已经建好，还没有授予角色，暂不能登录；密码或激活码没有用掉。请联系本单位的安全管理员授权，之后再登录。',
  forbidden: () => '您的角色不能做这件事，什么都没有改动。确需办理的，请找编辑部门，或请安全管理员授权。',
  'not-found': () => '没有找到要看的内容：可能已经移走，也可能不属于您的单位。请返回列表重新选择。',
  'foreign-origin': () =>
    '这次请求不是从本系统的页面发出的，为防止别的网站借用您的登录，没有执行。请从本系统的页面重新操作。',
  'foreign-host': () =>
    '这个网址不是本系统的地址，没有执行。请改用通知里的网址打开；确应使用这个网址的，请管理员在 CAIFENG_HOSTS 中登记。',
  'unsupported-type': () => '内容的格式不对，没有收下。数据请用 JSON 提交，文件请在“核对”页面上传。',
  'too-large': said =>
    `${about(said, 'file', '提交的内容')}太大，超过了${said('limit', '规定的上限')}，没有收下。请分成几份，或去掉图片和多余内容后再传。`,
  'stale-version': () =>
    '这条内容在您打开之后已被别人改过，您的修改没有保存，也没有覆盖别人的。请刷新后对照着重新修改。',
  'still-running': () => '同一次操作正在进行，还没有结果。请不要重新填写，稍等片刻再试，不会重复登记。',
  'key-reused': () => '这个操作编号已用于另一项内容，这次没有执行。请刷新页面后重新提交；原来那次操作照常有效。',
  'too-many-requests': said =>
    `操作太频繁，暂时停一停。${said('seconds', '') === '' ? '请过一会儿' : `请等 ${said('seconds', '')} 秒`}再试；之前已保存的都在。`,
  'storage-full': () =>
    '服务器磁盘已满，这次没有保存。已保存的数据都在，可以照常查看；请管理员腾出空间，之后再试一次即可。',
  'storage-failed': () =>
    '服务器的磁盘读写出错，这次没有保存。已保存的数据没有改动；请停止录入，并马上告诉管理员检查磁盘。',
  'database-gone': () =>
    '暂时连不上数据库，这次没有完成。已保存的数据都在；请稍等再点一次，不会重复登记，仍不行请告诉管理员。',
  busy: () => '现在使用的人多，服务器一时忙不过来，这次没有执行。请过几秒再点一次，不会重复登记。',
  internal: said =>
    `系统出了意外的错误，这次没有完成，数据没有改动。请再试一次；仍不行，把编号 ${said('requestId', '（见页面）')} 告诉管理员。`,
  'period-closed': said =>
    `${month(said)}已月结，数字不再改动，这次没有保存。请登记在未结的月份，系统会注明它原属哪个月。`,
  'period-not-open': said =>
    `${month(said)}不是可以办理的月份：它已月结，或还没有开始。什么都没有改动；请换一个未结的月份。`,
  'period-order': said =>
    `月结要按先后顺序：${said('before', '') === '' ? '前面还有月份没有结' : `${chinese(said('before', ''))}还没有结`}，${month(said)}暂不能办理。请先结前面的月份。`,
  'period-too-early': said =>
    `${month(said)}还没有过完，没有月结。请等到下月再办；确需提前的，写明理由后可以提前月结。`,
  'period-unknown': said =>
    `没有${month(said)}的数据：这个月没有登记过，也没有接收过通报。请换一个月份，或先接收该月的通报。`,
  'day-outside': said =>
    `日期${said('day', '') === '' ? '' : ` ${said('day', '')} `}不对：不能晚于今天${said('today', '') === '' ? '' : `（${said('today', '')}）`}，也不能早得没有道理。什么都没有保存；请改正日期后再提交。`,
  'slots-open': said =>
    `任务书还有 ${said('count', '几')} 处没有填全或对不上，这次没有报送；写好的稿件和填好的任务书都在。请补齐，本地没有的选“本地无此项”；确要先报的，写一句说明再报。`,
  'likely-duplicate': said =>
    `已登记过${said('what', '同题')}的稿件${said('title', '') === '' ? '' : `“${said('title', '')}”`}${said('count', '') === '' ? '' : `（${said('count', '')} 篇）`}，这次没有保存。确是另一篇的，请确认后再提交；是同一篇的，请在原稿上登记。`,
  'step-not-allowed': said =>
    `现在的状态是“${said('state', '其他状态')}”，不能“${said('step', '这样做')}”；可能刚刚有人办理过。什么都没有改动，请刷新后再看。`,
  'four-eyes': said =>
    `${said('reason', '') === '' ? '经办与签发须是两个人，这一步要由另一位审核签发人办理' : said('reason', '')}。什么都没有改动，请换人办理。`,
  'notice-issued': said =>
    `${month(said)}的通报已经印发，积分和通报都不能再改，也不能撤销月结。有差错的，请在未结的月份登记更正。`,
  'notice-findings': said =>
    `${month(said)}的通报核对时发现${said('count', '') === '' ? '数字不符' : ` ${said('count', '')} 处数字不符`}，没有印发${said('first', '') === '' ? '' : `；第一处：${said('first', '')}`}。请在“通报”页查看核对结果，改正后再印发。`,
  'duplicate-name': said =>
    `已经有${said('name', '') === '' ? '同样的名称' : `“${said('name', '')}”`}了，没有重复登记。请换一个名称，或直接使用原有的那一个。`,
  'alias-taken': said =>
    `“${said('name', '这个名称')}”已经是${said('unit', '另一个单位')}的名称或别名，没有登记。一个名称在同一时期只能指一个单位，请换一个写法，或先从那个单位去掉。`,
  'issue-changed': () =>
    '签发之后版面有过改动（改稿、刊头报尾或单位名称），没有印发。请退回组稿，看过改动后重新送审、签发，再印发。',
  'pdf-unavailable': said => said('reason', '现在不能生成 PDF。请下载 Word 文档（.docx），用 WPS 或 Word 另存为 PDF。'),
  'already-adopted': said =>
    `${about(said, 'title', '这篇稿件')}在同一刊物${said('issue', '') === '' ? '' : `第 ${said('issue', '')} 期`}已登记过采用，没有重复计分。要增加计入单位，请先撤销原来的登记再重新登记。`,
  'already-forwarded': said =>
    `${about(said, 'title', '这篇稿件')}已上报过${said('to', '这里')}，没有重复登记、重复计分。报给别处或别的刊物的，请写明后再登记；登记错了的，先撤销原来的上报。`,
  'already-retracted': () => '这一条已经撤销过了，没有再次撤销，积分不受影响。请刷新后查看。',
  'unit-unknown': said =>
    `单位名录里没有“${said('name', '这个单位')}”${said('near', '') === '' ? '' : `，相近的有：${said('near', '')}`}。没有登记，也没有猜测；请核对写法，确是同一单位的，在“单位与分组”里加为别名。`,
  'unit-ambiguous': said =>
    `“${said('name', '这个名称')}”可能指不止一个单位${said('units', '') === '' ? '' : `：${said('units', '')}`}。没有登记；请写全称，或在“单位与分组”里改清楚别名。`,
  'rule-set-missing': said => {
    const wanted = said('ruleSet', '') === '' ? '' : `“${said('ruleSet', '')}”`
    const shipped = said('shipped', '') === '' ? '' : `随附的办法有：${said('shipped', '')}；也可以指定一个办法文件。`
    return `没有可用的计分办法${wanted}，没有计分，什么都没有登记。请先指定${month(said)}按哪个办法计分，办法须从那个月或更早起施行。${shipped}`
  },
  'rule-set-invalid': said =>
    `计分办法文件${said('reason', '') === '' ? '不合要求' : `不合要求：${said('reason', '')}`}。没有采用，原来的办法照旧；请改正文件后再试。`,
  'points-overflow': () =>
    '合计的分值超过了可以计算的范围（正负一千万分），这次没有保存。请检查刚才填写的分值或数量是否多写了几位。',
  'file-damaged': () =>
    '文件校验失败：服务器上保存的内容与存入时不同，没有给出。请马上告诉管理员检查磁盘，并从备份恢复这个文件。',
  'file-unreadable': said =>
    `${about(said, 'file', '这个文件')}读不出来${said('reason', '') === '' ? '' : `：${ended(said('reason', ''))}`}。没有登记任何内容；请用 Word 或 WPS 另存为 .docx 或文本文件再试。`,
  'file-empty': said =>
    `${about(said, 'file', '这个文件')}是空的，没有可读的文字。请检查是否选错了文件，或重新导出后再试。`,
  'file-encoding': said =>
    `${about(said, 'file', '这个文件')}的文字编码认不出来，没有读入。请用记事本打开，另存为 UTF-8 编码后再试。`,
  'notice-unreadable': said =>
    `${about(said, 'file', '这份文件')}里没有找到单位积分的表格或目录，不能作为通报接收${said('reason', '') === '' ? '' : `（${said('reason', '')}）`}。什么都没有登记；请确认文件是采用情况通报，并且表格完整。`,
  'notice-no-period': said =>
    `${about(said, 'file', '这份通报')}里看不出是哪一年哪一月的，没有接收。请在标题或成文日期里写明年、月后再试。`,
  'import-conflict': said =>
    `${month(said)}已经有数据，与这份通报不是同一来源，没有接收，原有数据没有改动。${ended(said('reason', '请核对月份是否选错；确要更换的，先撤销该月的月结'))}。`,
  'last-administrator': () =>
    '这是最后一位能担任该职责的管理员，不能停用或取消，否则无人能再授权。请先把同样的角色授予另一个人。',
  'password-weak': said =>
    `${said('reason', '新密码太简单：至少 12 个字符，含大写字母、小写字母、数字、符号中的三类，不含账户和姓名')}。密码没有改动，请换一个再试。`,
  'classified-mark': said =>
    `${about(said, 'file', '这份内容')}里有涉密或内部资料的标志${said('mark', '') === '' ? '' : `“${said('mark', '')}”`}，没有收下，也没有保存。涉密内容请按保密规定另行报送；确属误标的，请删去标志后再交。`,
  'model-off': () =>
    '本办公室没有接入语言模型，没有发出任何内容。体检和五问改写都不需要它；确需接入的，请找系统管理员设置。',
  'model-failed': said =>
    `语言模型没有给出建议${said('reason', '') === '' ? '' : `：${ended(said('reason', ''))}`}。稿件没有改动，可以照常写下去；请稍后再试，仍不行请系统管理员检查接入设置。`,
  'activation-invalid': () => '激活码不对、已用过或已过期，账户没有启用。请核对后再输，或请管理员重新发一个激活码。',
}

/**
 * The Chinese sentence of a refusal, for screen, command line and API.
 * @param params of the refusal; what a sentence would name and is not there is said in general words
 */
export function sentence(code: ProblemCode, params: ProblemParams): string {
  return SENTENCES[code]((name, otherwise) => {
    const value = params[name]
    return value === undefined || value === '' ? otherwise : String(value)
  })
}

const chinese = (text: string): string => {
  const found = Period.safeParse(text)
  return found.success ? chinesePeriod(found.data) : text
}

const month = (said: Said): string => chinese(said('period', '这个月'))

const about = (said: Said, name: string, otherwise: string): string => {
  const value = said(name, '')
  return value === '' ? otherwise : `“${value}”`
}

/** A text that is put before a full stop: without one of its own. */
const ended = (text: string): string => text.replace(/[。．.；;]+$/u, '')
