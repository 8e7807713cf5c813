/** A queue that functions are started by. Texts are JSON; the adapter puts them into what the host expects. */
export interface MessageQueue {
  send(text: string): Promise<void>;
}
