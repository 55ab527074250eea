import { CommissionId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { CommissionDetailPage } from './commission-detail.tsx'
import { CommissionForm } from './commission-form.tsx'
import { CommissionList } from './commission-list.tsx'

/** 约稿: the list, one commission, or writing one. Which of them stands in the address. */
export default function CommissionPage() {
  const { filters, set } = useAddress()
  const asked = CommissionId.safeParse(filters.id)
  const id = asked.success ? asked.data : null
  if (filters.write !== undefined)
    return <CommissionForm key={id ?? 'new'} id={id} onLeave={to => set({ write: null, id: to })} />
  if (id !== null)
    return (
      <CommissionDetailPage
        id={id}
        onBack={() => set({ id: null, view: null })}
        onEdit={() => set({ write: '1', view: null })}
      />
    )
  return <CommissionList onCreate={() => set({ write: 'new' })} />
}
