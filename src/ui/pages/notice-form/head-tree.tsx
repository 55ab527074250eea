import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Feed } from '../../../domain/notice/composing/table-form.ts'
import { zh } from '../../zh.ts'
import { feedGroups, valueOfFeed } from './feeds.ts'
import { type Drawn, headed, inserted, moved, type Path, putUnder, removed, replaced, takenOut } from './tree.ts'

const text = zh.noticeForm

interface Props {
  readonly nodes: readonly Drawn[]
  readonly components: readonly string[]
  readonly newKey: () => string
  readonly onChange: (nodes: readonly Drawn[]) => void
}

/** The heads of a table as a tree: each with its words, what feeds it, and what may be done with it, by mouse or keyboard. */
export function HeadTree({ nodes, components, newKey, onChange }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const wanted = useRef<string | null>(null)
  // What was moved or made keeps the cursor.
  useEffect(() => {
    if (wanted.current === null) return
    root.current?.querySelector<HTMLInputElement>(`[data-head="${wanted.current}"]`)?.focus()
    wanted.current = null
  })
  const show = (tree: readonly Drawn[] | null, focus: string): void => {
    if (tree === null) return
    wanted.current = focus
    onChange(tree)
  }
  const groups = feedGroups(components)
  const feeds = new Map(groups.flatMap(group => group.feeds).map(({ feed }) => [valueOfFeed(feed), feed]))
  const fresh = (): Drawn => ({ key: newKey(), head: text.newHead, feed: null, columns: null })
  const behind = (path: Path): Path => [...path.slice(0, -1), (path.at(-1) ?? 0) + 1]

  const row = (node: Drawn, path: Path) => {
    const deeds = deedsOn(nodes, path, node)
    const keys = (event: KeyboardEvent): void => {
      const deed = event.altKey
        ? { ArrowUp: deeds.up, ArrowDown: deeds.down, ArrowRight: deeds.under, ArrowLeft: deeds.out }[event.key]
        : undefined
      if (deed === undefined) return
      event.preventDefault()
      show(deed(), node.key)
    }
    const name = node.head === '' ? text.newHead : node.head
    return (
      <div className="head-row">
        <input
          data-head={node.key}
          aria-label={text.headWords(path.map(at => at + 1).join('.'))}
          value={node.head}
          maxLength={24}
          onKeyDown={keys}
          onChange={event => onChange(replaced(nodes, path, { ...node, head: event.target.value }))}
        />
        {node.columns === null ? (
          <select
            aria-label={text.feed(name)}
            value={valueOfFeed(node.feed)}
            onChange={event =>
              onChange(replaced(nodes, path, { ...node, feed: feeds.get(event.target.value) ?? null }))
            }
          >
            <FeedOptions groups={groups} own={node.feed} />
          </select>
        ) : (
          <span className="quiet head-over">{text.over}</span>
        )}
        <span className="head-deeds">
          <Deed label={text.up(name)} onDo={deeds.up} sign="↑" show={tree => show(tree, node.key)} />
          <Deed label={text.down(name)} onDo={deeds.down} sign="↓" show={tree => show(tree, node.key)} />
          <Deed label={text.out(name)} onDo={deeds.out} sign="←" show={tree => show(tree, node.key)} />
          <Deed label={text.under(name)} onDo={deeds.under} sign="→" show={tree => show(tree, node.key)} />
          <Deed
            label={text.group(name)}
            sign={text.groupShort}
            onDo={() => headed(nodes, path, { key: newKey(), head: text.newGroup })}
            show={tree => show(tree, node.key)}
          />
          <Deed
            label={text.add(name)}
            sign={text.addShort}
            onDo={() => inserted(nodes, behind(path), fresh())}
            show={tree => onChange(tree)}
          />
          <Deed
            label={text.remove(name)}
            sign={text.removeShort}
            onDo={() => (nodes.length === 1 && path.length === 1 ? null : removed(nodes, path))}
            show={tree => onChange(tree)}
          />
        </span>
      </div>
    )
  }
  const list = (siblings: readonly Drawn[], above: Path) => (
    <ul className="head-list">
      {siblings.map((node, index) => {
        const path = [...above, index]
        return (
          <li key={node.key}>
            {row(node, path)}
            {node.columns !== null && list(node.columns, path)}
          </li>
        )
      })}
    </ul>
  )
  return (
    <div className="head-tree" ref={root}>
      {list(nodes, [])}
    </div>
  )
}

type Tree = readonly Drawn[] | null

function deedsOn(nodes: readonly Drawn[], path: Path, _node: Drawn) {
  return {
    up: (): Tree => moved(nodes, path, -1)?.tree ?? null,
    down: (): Tree => moved(nodes, path, 1)?.tree ?? null,
    under: (): Tree => putUnder(nodes, path)?.tree ?? null,
    out: (): Tree => takenOut(nodes, path)?.tree ?? null,
  }
}

/** What cannot be done here is greyed. */
function Deed(props: { label: string; sign: string; onDo: () => Tree; show: (tree: readonly Drawn[]) => void }) {
  const tree = props.onDo()
  return (
    <Button
      size="small"
      type="text"
      aria-label={props.label}
      title={props.label}
      disabled={tree === null}
      onClick={() => tree !== null && props.show(tree)}
    >
      {props.sign}
    </Button>
  )
}

/** A component the 办法 no longer has stays to be seen, so that it can be changed. */
function FeedOptions({ groups, own }: { groups: ReturnType<typeof feedGroups>; own: Feed | null }) {
  const isGone =
    own !== null && !groups.some(group => group.feeds.some(({ feed }) => valueOfFeed(feed) === valueOfFeed(own)))
  return (
    <>
      <option value="">{text.none}</option>
      {isGone && 'component' in own && <option value={valueOfFeed(own)}>{text.gone(own.component)}</option>}
      {groups.map(group => (
        <optgroup key={group.label} label={group.label}>
          {group.feeds.map(({ feed, label }) => (
            <option key={valueOfFeed(feed)} value={valueOfFeed(feed)}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
}
