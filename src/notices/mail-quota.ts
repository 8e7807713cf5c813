import type { Context } from '../membership/context.ts';

/** So many parts of a minute's mails are taken at a time: what a worker that dies has taken and not sent is lost for that minute. */
const PARTS = 10;

/** Sees to it that all instances together send no more mails a minute than is set. */
export class MailQuota {
  readonly #context: Context;
  readonly #perMinute: number;
  #minute = '';
  #left = 0;

  constructor(context: Context, perMinute: number) {
    this.#context = context;
    this.#perMinute = perMinute;
  }

  /** Whether one more may be sent now. */
  async take(): Promise<boolean> {
    const minute = this.#context.clock.now().toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
    if (minute !== this.#minute || this.#left === 0) {
      this.#left = await this.#reserve(minute);
      this.#minute = minute;
    }
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  /** What was taken is not needed. */
  giveBack(): void {
    this.#left++;
  }

  async #reserve(minute: string): Promise<number> {
    const { mails } = this.#context;
    for (;;) {
      const rate = await mails.readRate();
      const sent = rate?.value.minute === minute ? rate.value.sent : 0;
      const wanted = Math.ceil(this.#perMinute / PARTS);
      const taken = Math.min(wanted, this.#perMinute - sent);
      if (taken <= 0) return 0;
      if (await mails.writeRate({ minute, sent: sent + taken }, rate?.etag ?? null)) return taken;
    }
  }
}
