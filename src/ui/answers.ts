import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Input, Output } from '../api.ts'
import { type CommandName, call, type QueryName, Refusal } from './client.ts'
import { newKey } from './key.ts'

/** The answer to a query; asked again whenever a command changed something. Pass null to ask nothing yet. */
export function useAnswer<Name extends QueryName>(name: Name, input: Input<Name> | null) {
  return useQuery<Output<Name>, Error>({
    queryKey: [name, input],
    queryFn: ({ signal }) => {
      if (input === null) throw new Error(name)
      return call(name, input, { signal })
    },
    enabled: input !== null,
  })
}

/**
 * A command with one key for one intention: when the answer was lost on the way, doing the same again uses the same key, so it
 * takes effect once. Success makes every shown answer fresh.
 */
export function useCommand<Name extends CommandName>(name: Name, onDone?: (answer: Output<Name>) => void) {
  const queries = useQueryClient()
  const intent = useRef({ said: '', key: '' })
  return useMutation<Output<Name>, Error, Input<Name>>({
    mutationFn: input => {
      const said = JSON.stringify(input)
      if (intent.current.said !== said) intent.current = { said, key: newKey() }
      return call(name, input, { key: intent.current.key })
    },
    onSuccess: async answer => {
      intent.current = { said: '', key: '' }
      onDone?.(answer)
      await queries.invalidateQueries()
    },
    onError: error => {
      if (!(error instanceof Refusal && error.unknownOutcome)) intent.current = { said: '', key: '' }
    },
  })
}
