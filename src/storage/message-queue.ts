/** A queue that functions are started by. Texts are JSON; the adapter puts them into what the host expects. */
export interface MessageQueue {
  /** With a delay, nobody receives it before so many seconds have passed. */
  send(text: string, delaySeconds?: number): Promise<void>;
  /** How many messages it holds, hidden ones among them, roughly; 0 for one that is not there. */
  length(): Promise<number>;
}
