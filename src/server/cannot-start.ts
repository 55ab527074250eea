/** The program cannot start, or not go on, with what it found on this machine; the message says in Chinese what and what to do. */
export class CannotStart extends Error {}
