/** How long the address of saved bytes stays alive: the browser starts the download after the click. */
const ALIVE_MS = 10_000

/** Gives bytes to the browser to keep as a file. */
export function save(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), ALIVE_MS)
}
