/** A document that is not read, with the Chinese sentence that says why and what to do. Never a bug: the bytes are at fault. */
export class Refusal extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'Refusal'
  }
}
