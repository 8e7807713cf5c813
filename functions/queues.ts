import { app } from '@azure/functions';
import { onMessage } from '../src/app/triggers.ts';

app.storageQueue('membershipChanges', {
  queueName: 'membership-changes',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.changesMessage),
});

app.storageQueue('membershipRuns', {
  queueName: 'membership-runs',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.runsMessage),
});

app.storageQueue('membershipChangesPoison', {
  queueName: 'membership-changes-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.poisonedChanges),
});

app.storageQueue('membershipRunsPoison', {
  queueName: 'membership-runs-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.poisonedRuns),
});

app.storageQueue('membershipAudits', {
  queueName: 'membership-audits',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.auditMessage),
});

app.storageQueue('membershipAuditsPoison', {
  queueName: 'membership-audits-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.poisonedAudit),
});

app.storageQueue('webhooks', {
  queueName: 'webhooks',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.webhooksMessage),
});

app.storageQueue('webhooksPoison', {
  queueName: 'webhooks-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running) => running.poisonedWebhooks),
});
