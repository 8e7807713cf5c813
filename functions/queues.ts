import { app } from '@azure/functions';
import { onMessage } from '../src/app/triggers.ts';

app.storageQueue('membershipChanges', {
  queueName: 'membership-changes',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message, delivery) => running.changesMessage(message, delivery)),
});

app.storageQueue('membershipRuns', {
  queueName: 'membership-runs',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message, delivery) => running.runsMessage(message, delivery)),
});

app.storageQueue('membershipChangesPoison', {
  queueName: 'membership-changes-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message, delivery) => running.poisonedChanges(message, delivery)),
});

app.storageQueue('membershipRunsPoison', {
  queueName: 'membership-runs-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message, delivery) => running.poisonedRuns(message, delivery)),
});

app.storageQueue('membershipAudits', {
  queueName: 'membership-audits',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message, delivery) => running.auditMessage(message, delivery)),
});

app.storageQueue('membershipAuditsPoison', {
  queueName: 'membership-audits-poison',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message) => running.poisonedAudit(message)),
});
