import type { Todo } from '../../api/office-work.ts'
import { shortClock } from '../format.ts'
import { zh } from '../zh.ts'
import { Go } from './go.tsx'

/** What waits, each line a link to where it is done; what was done has no link. */
export function TodoList({ todos }: { todos: readonly Todo[] }) {
  return (
    <ul className="todo">
      {todos.map((one, index) => (
        <li key={`${one.kind} ${one.to} ${index}`} className={one.urgent ? 'urgent' : ''}>
          {one.to === '' ? (
            <span className="todo-line">
              <Line todo={one} />
            </span>
          ) : (
            <Go className="todo-line" to={one.to}>
              <Line todo={one} />
              <span aria-hidden="true" className="go">
                ›
              </span>
            </Go>
          )}
        </li>
      ))}
    </ul>
  )
}

function Line({ todo }: { todo: Todo }) {
  return (
    <>
      {todo.to !== '' && <span className="todo-count">{todo.count}</span>}
      <span className="todo-text">
        {todo.urgent && <span className="todo-urgent">{zh.todo.urgent}</span>}
        {todo.text}
      </span>
      {todo.since !== null && (
        <span className="quiet todo-since">
          {todo.to === '' ? shortClock(todo.since) : zh.todo.since(shortClock(todo.since).slice(0, 5))}
        </span>
      )}
    </>
  )
}
