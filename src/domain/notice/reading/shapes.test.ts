import { expect, it } from 'vitest'
import { readNotice } from '../read.ts'
import { blocksOfText } from '../source.ts'

it('takes what shares a row of the foot for the several things it is', () => {
  const text = '关于6月份政务信息采用情况的通报\n\n责 任 编 辑：甲　乙　投稿：a@b.cn  联系电话：8321680\n'
  expect(readNotice(blocksOfText(text)).notice.colophon.map(one => one.text)).toEqual([
    '责任编辑：甲　乙',
    '投稿：a@b.cn',
    '联系电话：8321680',
  ])
})
