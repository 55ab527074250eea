import { TableKit } from '@tiptap/extension-table'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { useEffect, useRef } from 'react'
import { type RichText, readRich, richOfText } from '../../../domain/rich-text.ts'
import { zh } from '../../zh.ts'
import { marking, stretchIn, type TextMark, TextMarks } from './marks.ts'
import { documentOf, nodesOf, richOfDocument } from './nodes.ts'

/** Only what a text can keep: no headings, quotes, code, rules or pictures. */
const EXTENSIONS = [
  StarterKit.configure({
    heading: false,
    blockquote: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    link: { openOnClick: false, autolink: false, linkOnPaste: false, protocols: ['mailto'] },
  }),
  TableKit.configure({ table: { resizable: false } }),
  TextMarks,
]

const text = zh.article.editor
const NO_MARKS: readonly TextMark[] = []

/**
 * A text to type in: bold, lists and tables. What is pasted from Word or dropped goes through the reader of the domain, which keeps these and
 * drops the rest. `value` is what it begins with: give another `key` to show another text. `onChange` gives
 * the text as it is kept.
 */
export function RichEditor({
  label,
  value,
  onChange,
  onPasted,
  marks = NO_MARKS,
  shown = null,
}: {
  label: string
  value: RichText
  onChange: (value: RichText) => void
  /** May take pasted blocks as something else (a title) → what is left to put in. */
  onPasted?: (pasted: RichText) => RichText
  /** Stretches to mark; another list takes the place of the one before. */
  marks?: readonly TextMark[]
  /** One of them to select and bring into sight; asked again with another object. */
  shown?: TextMark | null
}) {
  const handlers = useRef({ onChange, onPasted })
  handlers.current = { onChange, onPasted }
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: documentOf(value),
    injectCSS: false,
    editorProps: {
      attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true', class: 'rich rich-input' },
      handlePaste: (_view, event) => insert(event.clipboardData),
      handleDrop: (_view, event, _slice, moved) => {
        if (moved) return false
        event.preventDefault()
        return insert(event.dataTransfer)
      },
    },
    onUpdate: ({ editor: now }) => handlers.current.onChange(richOfDocument(now.getJSON())),
  })
  useEffect(() => {
    if (editor === null) return
    const { key, set } = marking(editor.state.doc, marks)
    editor.view.dispatch(editor.state.tr.setMeta(key, set))
  }, [editor, marks])
  useEffect(() => {
    if (editor === null || shown === null) return
    const stretch = stretchIn(editor.state.doc, shown)
    if (stretch !== null) editor.chain().setTextSelection(stretch).scrollIntoView().focus().run()
  }, [editor, shown])
  const insert = (data: DataTransfer | null): boolean => {
    if (data === null || editor === null) return false
    const html = data.getData('text/html')
    const found = html === '' ? richOfText(data.getData('text/plain')) : readRich(html)
    const left = handlers.current.onPasted?.(found) ?? found
    // One paragraph goes into the one that is being written.
    const [only, ...others] = nodesOf(left)
    if (only !== undefined)
      editor
        .chain()
        .focus()
        .insertContent(others.length === 0 && only.type === 'paragraph' ? (only.content ?? []) : [only, ...others])
        .run()
    return true
  }
  return (
    <div className="rich-editor">
      {editor !== null && <Tools editor={editor} />}
      <EditorContent editor={editor} />
    </div>
  )
}

function Tools({ editor }: { editor: Editor }) {
  const tools = [
    { says: text.bold, is: () => editor.isActive('bold'), act: () => editor.chain().focus().toggleBold().run() },
    {
      says: text.bullets,
      is: () => editor.isActive('bulletList'),
      act: () => editor.chain().focus().toggleBulletList().run(),
    },
    {
      says: text.numbers,
      is: () => editor.isActive('orderedList'),
      act: () => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      says: text.table,
      is: () => editor.isActive('table'),
      act: () => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    },
    { says: text.undo, is: () => false, act: () => editor.chain().focus().undo().run() },
  ]
  return (
    <div className="rich-tools" role="toolbar" aria-label={text.tools}>
      {tools.map(tool => (
        <button key={tool.says} type="button" aria-pressed={tool.is()} onClick={tool.act}>
          {tool.says}
        </button>
      ))}
    </div>
  )
}
