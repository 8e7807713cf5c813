/** Who may see and make what tells of the whole directory: webhooks, reports and mails. */
import { both, type Expected } from './expected.ts';

const WRITTEN = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const watch = both(
  ['Group.Read.All', 'Directory.Read.All', ...WRITTEN],
  ['Global Administrator', 'Groups Administrator'],
);
const mend = both(WRITTEN, ['Global Administrator', 'Groups Administrator']);

export const NOTICES = {
  createWebhook: mend,
  listWebhooks: watch,
  getWebhook: watch,
  deleteWebhook: mend,
  listWebhookDeliveries: watch,
  testWebhook: mend,
  replayWebhook: mend,
  listMails: watch,
  changeMailTemplate: mend,
  resetMailTemplate: mend,
  getLicenceReport: watch,
  getLatencyReport: watch,
  getRuleReport: watch,
} as const satisfies Readonly<Record<string, Expected>>;
