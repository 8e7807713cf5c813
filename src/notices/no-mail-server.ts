/** No server takes mails; they wait. */
export class NoMailServerError extends Error {
  constructor(reason: string) {
    super(`Mails can't be handed over; they wait: ${reason}`);
    this.name = 'NoMailServerError';
  }
}
