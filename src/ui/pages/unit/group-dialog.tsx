import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Group } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.settings.unit

/** A new group, or other words for one. What rules call it is said once: later only words change. */
export function GroupDialog({ group, onClose }: { group: Group | 'new' | null; onClose: () => void }) {
  return (
    <Modal
      open={group !== null}
      title={group === 'new' ? text.createGroup : (group?.name ?? '')}
      footer={null}
      onCancel={onClose}
      width={480}
      destroyOnHidden
    >
      {group === 'new' && <CreateForm onDone={onClose} />}
      {group !== null && group !== 'new' && <RenameForm group={group} onDone={onClose} />}
    </Modal>
  )
}

function useSaved(onDone: () => void): () => void {
  const { message } = App.useApp()
  return () => {
    void message.success(text.saved)
    onDone()
  }
}

function CreateForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState('')
  const [key, setKey] = useState('')
  const rules = useAnswer('rule-set.list', {})
  const create = useCommand('group.create', useSaved(onDone))
  const known = new Set(
    (rules.data?.ruleSets ?? [])
      .flatMap(({ ruleSet }) => ruleSet.rules)
      .flatMap(({ groups }) => (groups === 'all' ? [] : groups)),
  )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        create.mutate({ name, kind: kind.trim() === '' ? name : kind, key })
      }}
    >
      <Words name={name} kind={kind} onName={setName} onKind={setKind} />
      <Field label={text.groupKey} hint={text.groupKeyHint}>
        <Input
          required
          maxLength={40}
          pattern="[a-z0-9-]+"
          list="group-keys"
          value={key}
          onChange={event => setKey(event.target.value)}
        />
      </Field>
      <datalist id="group-keys">
        {[...known].map(one => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <ProblemAlert error={create.error} />
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {text.createGroup}
      </Button>
    </form>
  )
}

function RenameForm({ group, onDone }: { group: Group; onDone: () => void }) {
  const [name, setName] = useState(group.name)
  const [kind, setKind] = useState(group.kind)
  const rename = useCommand('group.rename', useSaved(onDone))
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        rename.mutate({ group: group.id, name, kind: kind.trim() === '' ? name : kind })
      }}
    >
      <Words name={name} kind={kind} onName={setName} onKind={setKind} />
      <ProblemAlert error={rename.error} />
      <Button type="primary" htmlType="submit" loading={rename.isPending}>
        {text.save}
      </Button>
    </form>
  )
}

interface WordsProps {
  readonly name: string
  readonly kind: string
  readonly onName: (name: string) => void
  readonly onKind: (kind: string) => void
}

function Words({ name, kind, onName, onKind }: WordsProps) {
  return (
    <>
      <Field label={text.groupName}>
        <Input required maxLength={80} value={name} onChange={event => onName(event.target.value)} />
      </Field>
      <Field label={text.groupKind} hint={text.groupKindHint}>
        <Input maxLength={80} value={kind} placeholder={name} onChange={event => onKind(event.target.value)} />
      </Field>
    </>
  )
}
