import type { ComponentType } from 'react'
import type { Operation } from '../domain/access.ts'
import { zh } from './zh.ts'

interface Place {
  readonly path: string
  readonly title: string
  /** Who may do this sees the place. */
  readonly needs: Operation
  readonly page: () => Promise<{ default: ComponentType }>
  /** Places under 设置 share one entry of the menu. */
  readonly settings?: true
}

/** Every place of the house in the order of the menu: the routes and the menu are made from this list. */
export const PLACES: readonly Place[] = [
  {
    path: '/',
    title: zh.shell.places.overview,
    needs: 'overview.get',
    page: () => import('./pages/overview/overview-page.tsx'),
  },
  {
    path: '/my-article',
    title: zh.article.mine.place,
    needs: 'article.mine',
    page: () => import('./pages/my-article/my-article-page.tsx'),
  },
  {
    path: '/article',
    title: zh.article.pool.place,
    needs: 'article.pool',
    page: () => import('./pages/article/article-page.tsx'),
  },
  {
    path: '/letter',
    title: zh.letter.place,
    needs: 'letter.list',
    page: () => import('./pages/letter/letter-page.tsx'),
  },
  {
    path: '/issue',
    title: zh.issue.place,
    needs: 'issue.list',
    page: () => import('./pages/issue/issue-page.tsx'),
  },
  {
    path: '/commission',
    title: zh.commission.place,
    needs: 'commission.table',
    page: () => import('./pages/commission/commission-page.tsx'),
  },
  {
    path: '/forwarding',
    title: zh.upward.place,
    needs: 'forwarding.list',
    page: () => import('./pages/forwarding/forwarding-page.tsx'),
  },
  {
    path: '/standing',
    title: zh.shell.places.standing,
    needs: 'standing.list',
    page: () => import('./pages/standing/standing-page.tsx'),
  },
  {
    path: '/duty',
    title: zh.duty.place,
    needs: 'duty.list',
    page: () => import('./pages/duty/duty-page.tsx'),
  },
  {
    path: '/quality',
    title: zh.quality.place,
    needs: 'quality.list',
    page: () => import('./pages/quality/quality-page.tsx'),
  },
  {
    path: '/notice',
    title: zh.shell.places.notice,
    needs: 'notice.list',
    page: () => import('./pages/notice/notice-page.tsx'),
  },
  {
    path: '/audit',
    title: zh.shell.places.audit,
    needs: 'audit.read',
    page: () => import('./pages/audit/audit-page.tsx'),
  },
  {
    path: '/search',
    title: zh.search.place,
    needs: 'search.find',
    page: () => import('./pages/search/search-page.tsx'),
  },
  {
    path: '/unit',
    title: zh.shell.places.unit,
    needs: 'unit.list',
    page: () => import('./pages/unit/unit-page.tsx'),
    settings: true,
  },
  {
    path: '/bulletin',
    title: zh.issue.bulletin.place,
    needs: 'bulletin.list',
    page: () => import('./pages/bulletin/bulletin-page.tsx'),
    settings: true,
  },
  {
    path: '/mailbox',
    title: zh.mailbox.place,
    needs: 'mailbox.list',
    page: () => import('./pages/mailbox/mailbox-page.tsx'),
    settings: true,
  },
  {
    path: '/notice-form',
    title: zh.noticeForm.place,
    needs: 'notice-form.get',
    page: () => import('./pages/notice-form/notice-form-page.tsx'),
    settings: true,
  },
  {
    path: '/checkup',
    title: zh.checkup.settings.place,
    needs: 'checkup.settings',
    page: () => import('./pages/checkup/checkup-page.tsx'),
    settings: true,
  },
  {
    path: '/rule-set',
    title: zh.shell.places.ruleSet,
    needs: 'rule-set.list',
    page: () => import('./pages/rule-set/rule-set-page.tsx'),
    settings: true,
  },
  {
    path: '/user',
    title: zh.shell.places.user,
    needs: 'user.list',
    page: () => import('./pages/user/user-page.tsx'),
    settings: true,
  },
  {
    path: '/activity',
    title: zh.shell.places.activity,
    needs: 'activity.list',
    page: () => import('./pages/activity/activity-page.tsx'),
    settings: true,
  },
  // Last, so that nobody whose work is elsewhere begins here: the first of what waits stands on the 工作台.
  {
    path: '/todo',
    title: zh.todo.place,
    needs: 'todo.list',
    page: () => import('./pages/todo/todo-page.tsx'),
  },
]
