import './polyfills.ts'
import './style/base.css'
import './style/frame.css'
import './style/forms.css'
import './style/tables.css'
import './style/figures.css'
import './style/login.css'
import './style/overview.css'
import './style/article.css'
import './style/checkup.css'
import './style/duplicate.css'
import './style/issue.css'
import './style/standing.css'
import './style/audit.css'
import './style/quality.css'
import './style/notice.css'
import './style/notice-form.css'
import './style/todo.css'
import './style/page.css'
import './style/people.css'
import './style/commission.css'
import './style/letter.css'
import './style/slots.css'
import './style/narrow.css'
import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs'
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN.js'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app.tsx'
import { startPreferences, useDark, usePreferences } from './preferences.ts'
import { themeOf } from './theme.ts'

startPreferences()

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: false } },
  mutationCache: new MutationCache(),
})

/** `hashPriority` and the transformer make Ant Design's styles work below Chromium 88, which lacks `:where()` and logical properties. */
function Caifeng() {
  const dark = useDark()
  const { large } = usePreferences()
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        locale={zhCN}
        theme={themeOf(dark, large)}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <AntApp component={false} message={{ top: 64, maxCount: 2 }}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </StyleProvider>
  )
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Caifeng />
    </StrictMode>,
  )
}
