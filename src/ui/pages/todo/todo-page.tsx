import { Button } from 'antd'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { TodoList } from '../../parts/todo-list.tsx'
import { zh } from '../../zh.ts'
import { Messages } from './messages.tsx'

const TABS = ['todo', 'done', 'message'] as const
const PAGE = 50
const LIMIT_MAX = 200

/** 待办, 已办 and what the office told this person. */
export default function TodoPage() {
  const { filters, set } = useAddress()
  const tab = TABS.find(one => one === filters.tab) ?? 'todo'
  const limit = Math.min(LIMIT_MAX, Math.max(PAGE, Number(filters.limit ?? PAGE) || PAGE))
  return (
    <>
      <PageHead title={zh.todo.title}>
        {tab !== 'message' && <ExportButton of="todo.list" input={{ done: tab === 'done' }} name={zh.todo.tabs[tab]} />}
      </PageHead>
      <Choice
        label={zh.todo.tabsLabel}
        value={tab}
        options={TABS.map(value => ({ value, label: zh.todo.tabs[value] }))}
        onChange={value => set({ tab: value === 'todo' ? null : value, limit: null })}
      />
      {tab === 'message' ? (
        <Messages />
      ) : (
        <Todos done={tab === 'done'} limit={limit} onMore={() => set({ limit: String(limit + PAGE) })} />
      )}
    </>
  )
}

function Todos({ done, limit, onMore }: { done: boolean; limit: number; onMore: () => void }) {
  const todos = useAnswer('todo.list', { done, limit })
  return (
    <Answer of={todos}>
      {answer =>
        answer.todos.length === 0 ? (
          <Empty
            title={done ? zh.todo.doneEmpty : zh.todo.empty}
            hint={done ? zh.todo.doneEmptyHint : zh.todo.emptyHint}
          />
        ) : (
          <>
            <p className="quiet list-count">{zh.todo.count(answer.total)}</p>
            <TodoList todos={answer.todos} />
            {answer.todos.length < answer.total && limit < LIMIT_MAX && (
              <Button onClick={onMore}>{zh.todo.moreDone}</Button>
            )}
          </>
        )
      }
    </Answer>
  )
}
