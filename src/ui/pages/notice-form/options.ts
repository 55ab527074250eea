/** A table of words by value → options in its order. */
export const optionsOf = <Value extends string>(
  words: Readonly<Record<Value, string>>,
): { value: Value; label: string }[] => {
  const options: { value: Value; label: string }[] = []
  for (const value in words) options.push({ value, label: words[value] })
  return options
}
