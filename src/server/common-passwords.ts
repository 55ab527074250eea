/**
 * Passwords that are tried first (AUTH-02). Not a list but what lists of leaked passwords are made of: words, surnames and places as people
 * type them, walks over the keyboard, counting, dates, lucky numbers, put one after the other. A few hundred pieces stand for far more
 * than ten thousand passwords, Chinese habits among them.
 */
const WORDS: readonly string[] = `
password passwd passw0rd pass word secret login user guest test temp default system sys admin administrator root master manager server
welcome hello letmein iloveyou love lover angel dragon monkey sunshine princess football baseball shadow superman batman
michael jordan qwerty qwertz azerty asdf zxcv iloveu forever freedom internet windows huawei xiaomi tencent alibaba baidu
computer office work company china chinese beijing shanghai guangzhou shenzhen tianjin chongqing jinan qingdao shandong jiangsu
zhejiang henan hebei hunan hubei sichuan guangdong guangxi fujian jiangxi anhui shanxi shaanxi liaoning jilin heilongjiang
yunnan guizhou gansu qinghai hainan ningxia xinjiang xizang neimenggu nanjing hangzhou wuhan chengdu xian suzhou
zhongguo zhonghua woaini woaiwojia woai aini wodemima mima yonghu guanliyuan guanli dengta caifeng xinxi zhengwu bangongshi bangong
tongbao baosong tongxunyuan bianji shenhe shenji anquan xitong lingdao juzhang kezhang zhuren shuji shengfu zhengfu shizhengfu
baobei laopo laogong mama baba jiayou gongxi facai nihao xiexie shengri kuaile pingan xingfu meili tiankong xiaoming xiaohong
zhang wang li zhao liu chen yang huang zhou wu xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang feng yu dong xiao cheng
cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan
wei fang min jing lei jun yong juan yan tao ming chao xiulan xia ping gang guiying long jie peng hua fei ying bin bo hao yi na
spring summer autumn winter january february march april june july august october november december monday friday happy lucky
test demo abc aaa abcd abcde abcdef qaz wsx edc qazwsx qweasd asd qwe zxc wasd
`
  .trim()
  .split(/\s+/)
  .sort((a, b) => b.length - a.length)

const KEYBOARD = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  '0987654321',
  '!@#$%^&*()',
  '1qaz2wsx3edc4rfv',
  'abcdefghijklmnopqrstuvwxyz',
]
/** A run that by itself gives a password away, wherever it stands. */
const TELLING =
  /password|passw0rd|p@ssw0rd|p@ssword|qwerty|qwertz|asdfgh|zxcvbn|1qaz2wsx|qazwsx|abc123|abcd1234|a1b2c3|123456|234567|345678|456789|987654|654321|112233|123123|111111|000000|666666|888888|admin|root@|letmein|iloveyou|woaini|5201314|1314520|changeme|huawei@|aa123|caifeng/
/** Numbers people think of: years, dates, phones, luck. */
const NUMBERS =
  /^(?:(?:19|20)\d\d(?:0\d|1[0-2])?(?:[0-2]\d|3[01])?|1[3-9]\d{9}|520|521|1314|168|188|666|888|999|985|211|110|119|120|007|\d{1,4})/
const DISGUISE: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
  '!': 'i',
}
/** So many characters that belong to nothing known make a password its owner's. */
const OWN_MIN = 5
const RUN_MIN = 3

/** Whether a password is among those tried first. */
export function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  if (TELLING.test(plain)) return true
  const undisguised = plain.replace(/[@01357$!]/g, sign => DISGUISE[sign] ?? sign)
  return unknown(plain, undisguised) < OWN_MIN
}

/** How many characters stand in no piece that is known; words are looked for behind their disguise too. */
function unknown(plain: string, undisguised: string): number {
  let own = 0
  for (let at = 0; at < plain.length; ) {
    const known = pieceAt(plain.slice(at), undisguised.slice(at))
    if (known === 0) own += 1
    at += Math.max(known, 1)
  }
  return own
}

/** The length of the known piece that a text begins with, 0 without one: signs between pieces are known too. */
function pieceAt(rest: string, undisguised: string): number {
  const word = WORDS.find(one => rest.startsWith(one) || undisguised.startsWith(one))
  const same = /^(.)\1+/u.exec(rest)?.[0].length ?? 0
  const digits = NUMBERS.exec(rest)?.[0].length ?? 0
  const sign = /^[^\p{L}\p{N}]/u.test(rest) ? 1 : 0
  return Math.max(word?.length ?? 0, walkAt(rest), same >= RUN_MIN ? same : 0, digits, sign)
}

const WALKS = KEYBOARD.flatMap(row => [row, [...row].reverse().join('')])

function walkAt(rest: string): number {
  let longest = 0
  for (const row of WALKS)
    for (let length = RUN_MIN; length <= Math.min(row.length, rest.length); length += 1)
      if (row.includes(rest.slice(0, length))) longest = Math.max(longest, length)
  return longest
}
